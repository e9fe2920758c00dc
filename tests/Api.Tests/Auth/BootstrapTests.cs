using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using FencyGrid.Contracts;
using FencyGrid.Grains.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Auth;

public sealed partial class BootstrapTests
{
    [Fact]
    public async Task The_first_start_prints_a_generated_secret_key_that_opens_the_api()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?>
        {
            ["FencyGrid:Bootstrap:SecretKey"] = null,
            ["FencyGrid:Bootstrap:PublishableKey"] = null,
        });

        var keys = PrintedKeys().Matches(server.Console.ToString()).Select(match => match.Value).ToArray();

        keys.Length.ShouldBe(2);
        using var client = server.CreateClient(keys.Single(key => key.StartsWith("sk_", StringComparison.Ordinal)));
        (await client.GetAnswerAsync("/v1/memories")).Status.ShouldBe(HttpStatusCode.OK);
        (await client.SendJsonAsync(HttpMethod.Post, "/admin/v1/organizations", """{"name":"Next"}""")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Configured_keys_are_used_and_not_printed()
    {
        await using var server = await TestServer.StartAsync();

        server.Console.ToString().ShouldBeEmpty();
        (await server.Client.GetAnswerAsync("/v1/memories")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("FencyGrid:Bootstrap:SecretKey", "pk_0123456789abcdef", "sk_")]
    [InlineData("FencyGrid:Bootstrap:SecretKey", "sk_short", "16")]
    [InlineData("FencyGrid:Bootstrap:PublishableKey", "sk_0123456789abcdef", "pk_")]
    [InlineData("FencyGrid:MaxBodyBytes", "1", "MaxBodyBytes")]
    public async Task A_setting_that_cannot_work_stops_the_start_with_advice(string setting, string value, string named)
    {
        var exception = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => TestServer.StartAsync(new Dictionary<string, string?> { [setting] = value }));

        exception.Message.ShouldContain(named);
        exception.Message.ShouldNotContain("0123456789abcdef");
    }

    [Fact]
    public async Task A_start_during_which_a_silo_went_away_is_repeated_and_made()
    {
        await using var server = await TestServer.StartAsync(services: services =>
        {
            var inner = services.Last(service => service.ServiceType == typeof(IOrganizationQueries));
            services.AddSingleton(provider => FirstCallFails.Over(
                (IOrganizationQueries)(inner.ImplementationInstance ?? inner.ImplementationFactory?.Invoke(provider)
                    ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!))));
        });

        (await server.Client.GetAnswerAsync("/v1/memories")).Status.ShouldBe(HttpStatusCode.OK);
    }

    // DispatchProxy derives from it.
#pragma warning disable CA1852
    private class FirstCallFails : DispatchProxy
#pragma warning restore CA1852
    {
        private IOrganizationQueries _inner = null!;
        private int _calls;

        public static IOrganizationQueries Over(IOrganizationQueries inner)
        {
            var queries = Create<IOrganizationQueries, FirstCallFails>();
            ((FirstCallFails)queries)._inner = inner;
            return queries;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Interlocked.Increment(ref _calls) == 1
            ? throw new UncertainOutcomeException("The silo that the grain lived in went away during the call.")
            : targetMethod!.Invoke(_inner, args);
    }

    [GeneratedRegex("(sk|pk)_[0-9a-f]{32,}")]
    private static partial Regex PrintedKeys();
}
