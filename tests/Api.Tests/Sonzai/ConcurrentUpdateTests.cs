using System.Net;
using System.Reflection;
using FencyGrid.Contracts.Trees;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Sonzai;

/// <summary>Updates that another update overtakes between reading a fact and changing it.</summary>
public sealed class ConcurrentUpdateTests
{
    [Theory]
    [InlineData("""{"content":"The draft has three pages."}""", "The draft has three pages.", 2)]
    [InlineData("""{"metadata":{"seen":true}}""", "The draft has two pages.", 1)]
    public async Task An_update_that_was_overtaken_applies_to_the_newer_version(string body, string text, int versionsBefore)
    {
        await using var server = await TestServer.StartAsync(services: services =>
        {
            var inner = services.Last(service => service.ServiceType == typeof(IMemoryTrees)).ImplementationType!;
            services.AddSingleton(provider => OvertakingTrees.Over((IMemoryTrees)ActivatorUtilities.CreateInstance(provider, inner)));
        });
        var id = await server.Client.AddFactAsync("race", "ann", "The draft has one page.");

        var answer = await server.Client.PutAsync($"race/memory/facts/{id}", body);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Json.GetProperty("atomic_text").GetString().ShouldBe(text);
        (await server.Client.ReadAsync("race/memory/facts")).Texts("facts", "fact_id").ShouldBe([answer.FactId()]);
        (await server.Client.ReadAsync($"race/memory/fact/{answer.FactId()}/history")).Texts("previous_versions", "atomic_text").Count.ShouldBe(versionsBefore);
        answer.Json.TryGetProperty("metadata", out _).ShouldBe(body.Contains("metadata", StringComparison.Ordinal));
    }
}

/// <summary>Before the first update that it is asked for, it makes another one of the same fact.</summary>
public class OvertakingTrees : DispatchProxy
{
    private IMemoryTrees _inner = null!;
    private int _updates;

    public static IMemoryTrees Over(IMemoryTrees inner)
    {
        var trees = Create<IMemoryTrees, OvertakingTrees>();
        ((OvertakingTrees)(object)trees)._inner = inner;
        return trees;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IMemoryTrees.UpdateAsync) && Interlocked.Increment(ref _updates) == 1
            ? OvertakeAsync((string)args![0]!, (ItemRef)args[1]!, (ItemChange)args[2]!)
            : targetMethod.Invoke(_inner, args);

    private async Task<TreeItem> OvertakeAsync(string organizationId, ItemRef item, ItemChange change)
    {
        await _inner.UpdateAsync(organizationId, item, new ItemChange("The draft has two pages."), CancellationToken.None);
        return await _inner.UpdateAsync(organizationId, item, change, CancellationToken.None);
    }
}
