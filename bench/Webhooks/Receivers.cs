using System.Text.Json;
using System.Threading.Channels;
using FencyGrid.Bench.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Bench.Webhooks;

/// <summary>Endpoints on ports of their own: healthy ones that answer at once and note how old each event is, and ones that never answer.</summary>
public sealed class Receivers : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<double> _ages = Channel.CreateUnbounded<double>();
    private readonly HashSet<int> _silent;

    private Receivers(WebApplication app, int[] healthy, int[] silent)
    {
        _app = app;
        _silent = [.. silent];
        Healthy = [.. healthy.Select(Url)];
        Silent = [.. silent.Select(Url)];
    }

    public IReadOnlyList<string> Healthy { get; }

    public IReadOnlyList<string> Silent { get; }

    /// <summary>For each delivery to a healthy endpoint: milliseconds from the event's time, which is taken just before its commit, to its arrival.</summary>
    public ChannelReader<double> Ages => _ages.Reader;

    public static async Task<Receivers> StartAsync(int healthy, int silent)
    {
        int[] ports = [.. Enumerable.Range(0, healthy + silent).Select(_ => ServerProcess.FreePort()).Distinct()];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls([.. ports.Select(Url)]);
        var app = builder.Build();
        var receivers = new Receivers(app, ports[..^silent], ports[^silent..]);
        app.Run(receivers.TakeAsync);
        await app.StartAsync();
        return receivers;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static string Url(int port) => $"http://127.0.0.1:{port}";

    private async Task TakeAsync(HttpContext context)
    {
        if (_silent.Contains(context.Connection.LocalPort))
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        var arrived = DateTimeOffset.UtcNow;
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        _ages.Writer.TryWrite((arrived - body.RootElement.GetProperty("createdAt").GetDateTimeOffset()).TotalMilliseconds);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
