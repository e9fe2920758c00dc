using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Api.Tests.Webhooks;

/// <summary>What a receiver was sent.</summary>
public sealed record Received(byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Text => Encoding.UTF8.GetString(Body);

    public string Type => Json.GetProperty("type").GetString()!;

    public string EntityId => Json.GetProperty("entity").GetProperty("id").GetString()!;
}

/// <summary>A real endpoint on a free loopback port that keeps what it gets and answers as told.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly SemaphoreSlim _arrived = new(0);

    private WebhookReceiver(WebApplication app) => _app = app;

    public string Url => _app.Urls.First() + "/hook";

    /// <summary>In order of arrival, failed attempts too.</summary>
    public IReadOnlyList<Received> All => [.. _received];

    /// <summary>Answers; 204 unless told otherwise. May be changed at any time.</summary>
    public Func<Received, HttpContext, Task> Behave { get; set; } = Answer(StatusCodes.Status204NoContent);

    public static Func<Received, HttpContext, Task> Answer(int status) => (_, context) =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public static async Task<WebhookReceiver> StartAsync(Func<Received, HttpContext, Task>? behave = null, string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        receiver.Behave = behave ?? receiver.Behave;
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>What has arrived, once <paramref name="enough"/> holds of it.</summary>
    public async Task<IReadOnlyList<Received>> WaitAsync(Func<IReadOnlyList<Received>, bool> enough)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!enough(All))
        {
            await _arrived.WaitAsync(patience.Token);
        }

        return All;
    }

    public Task<IReadOnlyList<Received>> WaitForCountAsync(int count) => WaitAsync(all => all.Count >= count);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _arrived.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var received = new Received(body.ToArray(), context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()));
        _received.Enqueue(received);
        _arrived.Release();
        await Behave(received, context);
    }
}
