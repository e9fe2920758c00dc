using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FencyGrid.Api.Tests.Metrics;

public sealed class MetricsExportTests : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Text)> _received = new();
    private readonly WebApplication _collector;

    public MetricsExportTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _collector = builder.Build();
        _collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _received.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            context.Response.StatusCode = StatusCodes.Status200OK;
        });
    }

    public ValueTask DisposeAsync() => _collector.DisposeAsync();

    [Fact]
    public async Task A_server_with_a_collector_sends_it_what_a_dashboard_needs()
    {
        await _collector.StartAsync();
        await using (var server = await TestServer.StartAsync(new Dictionary<string, string?> { ["FencyGrid:Metrics:Endpoint"] = $"{_collector.Urls.First()}/v1/metrics" }))
        {
            await server.Client.CreateTypeAsync();
        }

        // What was not sent in its time is when the server ends.
        var received = _received.Where(request => request.Path == "/v1/metrics").Select(request => request.Text).ToArray();
        received.ShouldNotBeEmpty();
        foreach (var metric in (string[])["fencygrid.grains", "fencygrid.silo.in_touch", "http.server.request.duration", "kestrel.active_connections", "dotnet.gc.heap.total_allocated"])
        {
            received.ShouldContain(text => text.Contains(metric, StringComparison.Ordinal), metric);
        }
    }

    [Theory]
    [InlineData("Endpoint", "collector:4317")]
    [InlineData("Period", "00:00:00")]
    public async Task A_collector_that_cannot_be_one_keeps_the_server_from_starting(string setting, string value)
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(() => TestServer.StartAsync(new Dictionary<string, string?> { [$"FencyGrid:Metrics:{setting}"] = value }));

        failure.Message.ShouldContain("FencyGrid:Metrics");
    }
}
