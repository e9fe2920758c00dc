using System.Net;
using FencyGrid.Api.Health;
using FencyGrid.Grains.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Http;

public sealed class HealthTests
{
    [Fact]
    public async Task A_started_server_is_healthy_and_ready()
    {
        await using var server = await TestServer.StartAsync();
        using var anyone = server.CreateClient(key: null);

        (await anyone.GetAnswerAsync("/healthz")).Text.ShouldBe("""{"status":"ok"}""");
        (await anyone.GetAnswerAsync("/readyz")).Text.ShouldBe("""{"status":"ready"}""");
    }

    [Fact]
    public async Task A_server_whose_store_is_away_is_healthy_but_not_ready()
    {
        await using var server = await TestServer.StartAsync(services: services =>
        {
            var inner = services.Last(service => service.ServiceType == typeof(IOrganizationQueries));
            services.AddSingleton<IOrganizationQueries>(provider => new AwayQueries(
                (IOrganizationQueries)(inner.ImplementationInstance ?? inner.ImplementationFactory?.Invoke(provider)
                    ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!))));
        });
        using var anyone = server.CreateClient(key: null);

        (await anyone.GetAnswerAsync("/healthz")).Status.ShouldBe(HttpStatusCode.OK);
        var ready = await anyone.GetAnswerAsync("/readyz");
        ready.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        ready.Text.ShouldBe("""{"status":"the store does not answer"}""");
    }

    [Fact]
    public async Task A_server_that_should_be_sent_no_calls_is_healthy_but_not_ready_and_says_why()
    {
        await using var server = await TestServer.StartAsync(services: services => services.AddSingleton<IReadiness>(new Away("away")));
        using var anyone = server.CreateClient(key: null);

        (await anyone.GetAnswerAsync("/healthz")).Status.ShouldBe(HttpStatusCode.OK);
        var ready = await anyone.GetAnswerAsync("/readyz");
        ready.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        ready.Text.ShouldBe("""{"status":"away"}""");
    }

    private sealed record Away(string NotReady) : IReadiness;

    private sealed class AwayQueries(IOrganizationQueries inner) : IOrganizationQueries
    {
        public Task<OrganizationRow?> FindAsync(string organizationId, CancellationToken cancellationToken) => inner.FindAsync(organizationId, cancellationToken);

        public Task<IReadOnlyList<ApiKeyRow>> ListKeysAsync(string organizationId, CancellationToken cancellationToken) => inner.ListKeysAsync(organizationId, cancellationToken);

        public Task<ApiKeyRow?> FindKeyAsync(string hash, CancellationToken cancellationToken) => inner.FindKeyAsync(hash, cancellationToken);

        public Task<bool> AnyKeyAsync(CancellationToken cancellationToken) => throw new IOException("The database file is gone.");
    }
}
