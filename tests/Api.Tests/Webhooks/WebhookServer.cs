using System.Text.Json;
using FencyGrid.Grains.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Webhooks;

/// <summary>A server whose webhooks may reach this machine, and whose clock can be put forward.</summary>
public sealed class WebhookServer : IAsyncDisposable
{
    public const string Secret = "a secret of this test";

    private readonly TestServer _server;

    private WebhookServer(TestServer server, ShiftedTime time)
    {
        _server = server;
        Time = time;
    }

    public HttpClient Client => _server.Client;

    public ShiftedTime Time { get; }

    public IServiceProvider Services => _server.Services;

    /// <param name="directory">Keeps the data there, for a restart; null for a directory that goes with the server.</param>
    public static async Task<WebhookServer> StartAsync(
        bool allowPrivateNetworks = true, string? directory = null, Action<IServiceCollection>? services = null, TimeSpan? timeout = null)
    {
        var time = new ShiftedTime();
        var settings = new Dictionary<string, string?> { ["FencyGrid:AllowPrivateNetworks"] = allowPrivateNetworks ? "true" : "false" };
        var server = await TestServer.StartAsync(settings, registered =>
        {
            registered.AddSingleton<TimeProvider>(time);
            registered.AddSingleton(new WebhookOptions { ScanInterval = TimeSpan.FromMilliseconds(50), Timeout = timeout ?? TimeSpan.FromSeconds(10) });
            services?.Invoke(registered);
        }, directory);
        return new WebhookServer(server, time);
    }

    public Task<HttpClient> CreateStrangerAsync() => _server.CreateStrangerAsync();

    public async Task<string> RegisterAsync(string url, string[]? eventTypes = null, string algorithm = "sha256", string secret = Secret)
    {
        var answer = await Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks", JsonSerializer.Serialize(new { url, secret, eventTypes, algorithm }));
        ((int)answer.Status).ShouldBe(201, answer.Text);
        return answer.Id;
    }

    public async Task<IReadOnlyList<JsonElement>> DeliveriesAsync(string webhookId) =>
        [.. (await Client.GetAnswerAsync($"/v1/webhooks/{webhookId}/deliveries?limit=100&ascending=true")).Json.GetProperty("items").EnumerateArray()];

    /// <summary>The log once <paramref name="enough"/> holds of it.</summary>
    public async Task<IReadOnlyList<JsonElement>> WaitForDeliveriesAsync(string webhookId, Func<IReadOnlyList<JsonElement>, bool> enough)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var deliveries = await DeliveriesAsync(webhookId);
            if (enough(deliveries))
            {
                return deliveries;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
