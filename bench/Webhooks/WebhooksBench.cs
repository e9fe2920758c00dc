using System.Diagnostics;
using System.Text.Json;
using FencyGrid.Bench.Load;
using FencyGrid.Bench.Memories;
using FencyGrid.Bench.Reporting;
using FencyGrid.Bench.Server;

namespace FencyGrid.Bench.Webhooks;

/// <summary>
/// Deliveries of memory.created to 20 healthy endpoints while 5 others never answer, on a server process of its own. Receivers and load
/// generator share the machine with it. Every create is one event, which is delivered to each endpoint; it is chunked and indexed as well.
/// </summary>
public sealed class WebhooksBench(Report report, double seconds)
{
    private const int Healthy = 20;
    private const int Dead = 5;
    private const int Characters = 400;

    /// <summary>Creates a second in the paced run: a tenth more than 1,000 deliveries to healthy endpoints.</summary>
    private const int PacedCreates = 55;

    private static readonly string[] EventTypes = ["memory.created"];

    public async Task RunAsync()
    {
        var alone = await CreatesAsync();
        report.Add("durable creates without webhooks, 16 connections", alone, "creates/s");
        await PacedAsync();
        await SaturatedAsync();
    }

    private async Task<double> CreatesAsync()
    {
        await using var run = await Run.StartAsync(0, 0);
        await LoadGenerator.ForSecondsAsync(16, 2, run.CreateAsync);
        return (await LoadGenerator.ForSecondsAsync(16, seconds, run.CreateAsync)).PerSecond;
    }

    /// <summary>At a steady rate: how long after the commit a delivery arrives.</summary>
    private async Task PacedAsync()
    {
        await using var run = await Run.StartAsync(Healthy, Dead);
        await PaceAsync(run, 2);
        await run.ReceiveAsync(run.Created * Healthy);
        var before = run.Created;
        var used = run.ProcessorTime;
        var clock = Stopwatch.StartNew();
        await PaceAsync(run, seconds);
        var ages = new Latencies(await run.ReceiveAsync((run.Created - before) * Healthy));
        report.Add($"deliveries at {PacedCreates} events/s, {Healthy} healthy and {Dead} dead endpoints", ages.Count / clock.Elapsed.TotalSeconds, "deliveries/s", "at least 1,000");
        report.Add("the server's processor time per delivery, creates included", (run.ProcessorTime - used).TotalMicroseconds / ages.Count, "us");
        report.Add("from commit to arrival, p50", ages.P50, "ms");
        report.Add("from commit to arrival, p95", ages.P95, "ms", "at most 100");
        report.Add("from commit to arrival, p99", ages.P99, "ms");
    }

    /// <summary>As fast as it goes: a backlog builds up and is worked off.</summary>
    private async Task SaturatedAsync()
    {
        await using var run = await Run.StartAsync(Healthy, Dead);
        var clock = Stopwatch.StartNew();
        await LoadGenerator.ForSecondsAsync(4, seconds, run.CreateAsync);
        var ages = await run.ReceiveAsync(run.Created * Healthy);
        report.Add("the server's processor time per delivery, creates included", run.ProcessorTime.TotalMicroseconds / ages.Count, "us");
        report.Add("deliveries from a backlog, creates included", ages.Count / clock.Elapsed.TotalSeconds, "deliveries/s", "at least 1,000");
    }

    private static async Task PaceAsync(Run run, double seconds)
    {
        var clock = Stopwatch.StartNew();
        var pending = new List<Task>();
        for (var number = 0; number < PacedCreates * seconds; number++)
        {
            var due = TimeSpan.FromSeconds(number / (double)PacedCreates);
            if (due > clock.Elapsed)
            {
                await Task.Delay(due - clock.Elapsed);
            }

            pending.Add(run.CreateAsync(number));
        }

        await Task.WhenAll(pending);
    }

    /// <summary>A server with its webhooks registered.</summary>
    private sealed class Run : IAsyncDisposable
    {
        private readonly TemporaryStore _store;
        private readonly ServerProcess _server;
        private readonly HttpConnections _http;
        private readonly Receivers? _receivers;
        private readonly MemoryClient _client;
        private readonly string _typeId;
        private int _created;

        private Run(TemporaryStore store, ServerProcess server, HttpConnections http, Receivers? receivers, MemoryClient client, string typeId)
        {
            _store = store;
            _server = server;
            _http = http;
            _receivers = receivers;
            _client = client;
            _typeId = typeId;
        }

        public TimeSpan ProcessorTime => _server.ProcessorTime();

        public int Created => Volatile.Read(ref _created);

        public static async Task<Run> StartAsync(int healthy, int dead)
        {
            var store = new TemporaryStore();
            var server = await ServerProcess.StartAsync(store.Path, new Dictionary<string, string> { ["FencyGrid__AllowPrivateNetworks"] = "true" });
            var http = new HttpConnections(server.Address, ServerProcess.SecretKey);
            var receivers = healthy + dead == 0 ? null : await Receivers.StartAsync(healthy, dead);
            foreach (var url in receivers is null ? [] : receivers.Healthy.Concat(receivers.Silent))
            {
                await http.SendAsync("POST", "/v1/webhooks", JsonSerializer.Serialize(new { url, secret = "a secret of the bench", eventTypes = EventTypes }));
            }

            var client = new MemoryClient(http);
            return new Run(store, server, http, receivers, client, await client.CreateTypeAsync("webhooks"));
        }

        public async Task CreateAsync(int number)
        {
            await _client.CreateAsync(_typeId, Corpus.Text(number, Characters));
            Interlocked.Increment(ref _created);
        }

        /// <summary>The ages of so many deliveries.</summary>
        public async Task<IReadOnlyList<double>> ReceiveAsync(int count)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
            var ages = new List<double>(count);
            while (ages.Count < count)
            {
                ages.Add(await _receivers!.Ages.ReadAsync(patience.Token));
            }

            return ages;
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            _server.Dispose();
            if (_receivers is not null)
            {
                await _receivers.DisposeAsync();
            }

            await _store.DisposeAsync();
        }
    }
}
