using System.Net;
using System.Net.Sockets;
using System.Text;
using FencyGrid.Contracts;
using FencyGrid.Contracts.MemoryTypes;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Http;

/// <summary>What the grid's failures become on the wire.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task A_store_that_cannot_write_now_is_a_503_that_says_when_to_try_again()
    {
        await using var server = await StartFailingAsync(new RetryableException("The disk is full."));

        var answer = await server.Client.SendJsonAsync(HttpMethod.Post, "/v1/memory-types", """{"name":"n"}""");

        answer.ShouldBeError(HttpStatusCode.ServiceUnavailable, "unavailable", "The disk is full.");
        answer.Message.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await server.Client.GetAnswerAsync("/v1/memory-types")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_lost_race_is_a_503()
    {
        await using var server = await StartFailingAsync(new VersionConflictException("row 7"));

        (await server.Client.SendJsonAsync(HttpMethod.Post, "/v1/memory-types", """{"name":"n"}"""))
            .ShouldBeError(HttpStatusCode.ServiceUnavailable, "unavailable");
    }

    [Fact]
    public async Task A_failure_of_our_own_tells_nothing_of_itself()
    {
        await using var server = await StartFailingAsync(new InvalidOperationException("secret inner text"));

        var answer = await server.Client.SendJsonAsync(HttpMethod.Post, "/v1/memory-types", """{"name":"n"}""");

        answer.ShouldBeError(HttpStatusCode.InternalServerError, "internal_error");
        answer.Text.ShouldNotContain("inner");
    }

    [Fact]
    public async Task A_client_that_goes_away_halfway_leaves_nothing_behind()
    {
        await using var server = await TestServer.StartAsync();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(server.Address.Host, server.Address.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /v1/memory-types HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TestServer.SecretKey}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{\"name\":\"half"));
        }

        (await server.Client.GetAnswerAsync("/v1/memory-types")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    private static Task<TestServer> StartFailingAsync(Exception failure) => TestServer.StartAsync(services: services =>
    {
        var inner = services.Last(service => service.ServiceType == typeof(IGrid));
        services.AddSingleton<IGrid>(provider => new FailingGrid(
            (IGrid)(inner.ImplementationInstance ?? inner.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!)),
            failure));
    });

    private sealed class FailingGrid(IGrid inner, Exception failure) : IGrid
    {
        public TGrain Get<TGrain>(GrainKey key)
            where TGrain : class, IGridGrain =>
            typeof(TGrain) == typeof(IMemoryTypeGrain) ? throw failure : inner.Get<TGrain>(key);
    }
}
