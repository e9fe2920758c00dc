using FencyGrid.Grains.Trees;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FencyGrid.Api.Tests;

/// <summary>What a process has that runs grains and no front end, such as a silo.</summary>
public sealed class ApiHostTests
{
    [Fact]
    public async Task Grains_have_their_trees_options_without_a_front_end()
    {
        await using var services = Compose("--FencyGrid:Trees:ConsolidationHour=5");

        services.GetRequiredService<TreeOptions>().ConsolidationHour.ShouldBe(5);
    }

    [Fact]
    public async Task Trees_options_out_of_their_range_stop_such_a_process_too()
    {
        await using var services = Compose("--FencyGrid:Trees:ConsolidationHour=24");

        Should.Throw<OptionsValidationException>(services.GetRequiredService<TreeOptions>).Message.ShouldContain(TreeOptions.Section);
    }

    private static ServiceProvider Compose(string argument)
    {
        var builder = WebApplication.CreateBuilder([argument]);
        builder.AddFencyGridStoreAndGrains();
        return builder.Services.BuildServiceProvider();
    }
}
