using System.Diagnostics;
using System.Text.Json;
using FencyGrid.Bench.Floors;
using FencyGrid.Bench.Load;
using FencyGrid.Bench.Peers;
using FencyGrid.Bench.Reporting;
using FencyGrid.Bench.Server;

namespace FencyGrid.Bench.Memories;

/// <summary>
/// Document memories over HTTP on a server process of its own, with floors and peers in the same run.
/// Every memory is one chunk of about 400 characters.
/// </summary>
public sealed class MemoriesBench(Report report, double seconds, int largest)
{
    private const int Characters = 400;
    private const int Queries = 1_000;

    public async Task RunAsync(bool withPeers)
    {
        var floor = RawSqlite.Measure(seconds, perCommit: 64, number => Corpus.Text(number, Characters));
        report.Add("raw SQLite, same rows, 64 creates a commit", floor, "creates/s");
        var empty = await EmptyEndpoint.MeasureAsync(64, seconds, number => MemoryClient.CreateBody("mty", Corpus.Text(number, Characters)));
        report.Add("empty Kestrel endpoint, same bodies, 64 connections", empty.PerSecond, "requests/s");

        var creates = await CreatesAsync();
        report.Add("durable creates at 64 connections / raw SQLite", creates / floor, "ratio", "at least 0.333");
        var searchAt2000 = await GrowingAsync();
        if (withPeers)
        {
            await PeersAsync(creates, searchAt2000);
        }
    }

    private async Task<double> CreatesAsync()
    {
        var last = 0.0;
        foreach (var connections in (int[])[1, 8, 64])
        {
            await using var store = new TemporaryStore();
            using var server = await ServerProcess.StartAsync(store.Path);
            using var http = new HttpConnections(server.Address, ServerProcess.SecretKey);
            var client = new MemoryClient(http);
            var typeId = await client.CreateTypeAsync("creates");
            await LoadGenerator.ForSecondsAsync(connections, 2, number => client.CreateAsync(typeId, Corpus.Text(number, Characters)));
            var result = await LoadGenerator.ForSecondsAsync(connections, seconds, number => client.CreateAsync(typeId, Corpus.Text(number, Characters)));
            report.Add($"durable creates, {connections} connections", result.PerSecond, "creates/s");
            report.Add($"durable creates, {connections} connections, p50", result.Latencies.P50, "ms");
            report.Add($"durable creates, {connections} connections, p99", result.Latencies.P99, "ms");
            last = result.PerSecond;
        }

        return last;
    }

    /// <summary>One store that grows: search times on the way, the cost of one more write, memory, and a restart at the end.</summary>
    private async Task<double> GrowingAsync()
    {
        await using var store = new TemporaryStore();
        double searchAt2000 = 0, writeAt1000 = 0;
        string typeId;
        using (var server = await ServerProcess.StartAsync(store.Path))
        {
            using var http = new HttpConnections(server.Address, ServerProcess.SecretKey);
            var client = new MemoryClient(http);
            typeId = await client.CreateTypeAsync("growing");
            await SynchronizedTimesAsync(client, typeId);
            var before = server.ResidentBytes();
            var count = 0;
            foreach (var size in ((int[])[1_000, 2_000, 10_000, largest]).Where(size => size <= largest).Distinct())
            {
                var from = count;
                await LoadGenerator.TimesAsync(32, size - from, number => client.CreateAsync(typeId, Corpus.Text(from + number, Characters)));
                count = size;
                await SettleAsync(client, typeId);
                var search = await LoadGenerator.TimesAsync(1, Queries, number => client.SearchAsync(typeId, Corpus.Query(number)));
                report.Add($"search at {size} chunks, p50", search.Latencies.P50, "ms", size == 100_000 ? "at most 8" : null);
                report.Add($"search at {size} chunks, p95", search.Latencies.P95, "ms");
                report.Add($"search at {size} chunks, p99", search.Latencies.P99, "ms", size == 100_000 ? "at most 30" : null);
                searchAt2000 = size == 2_000 ? search.Latencies.P50 : searchAt2000;
                var offset = count;
                var writes = await LoadGenerator.TimesAsync(1, 500, number => client.CreateAsync(typeId, Corpus.Text(offset + number, Characters)));
                count += 500;
                report.Add($"one more write at {size} memories, p50", writes.Latencies.P50, "ms");
                writeAt1000 = size == 1_000 ? writes.Latencies.P50 : writeAt1000;
                if (size == largest)
                {
                    report.Add($"write at {size} / write at 1,000", writes.Latencies.P50 / writeAt1000, "ratio", "at most 1.3");
                }
            }

            await SettleAsync(client, typeId);
            report.Add("resident memory per chunk, all growth of the process", (server.ResidentBytes() - before) / (double)count / 1024, "KiB", "at most 3");
        }

        await RestartsAsync(store.Path, typeId);
        return searchAt2000;
    }

    /// <summary>Starts on a store whose server was killed, three times.</summary>
    private async Task RestartsAsync(string path, string typeId)
    {
        const int Starts = 3;
        for (var start = 1; start <= Starts; start++)
        {
            var clock = Stopwatch.StartNew();
            using var server = await ServerProcess.StartAsync(path);
            report.Add($"start {start} of the process until it is ready, {largest} chunks", clock.Elapsed.TotalSeconds, "s");
            using var http = new HttpConnections(server.Address, ServerProcess.SecretKey);
            var client = new MemoryClient(http);
            await client.SearchAsync(typeId, Corpus.Query(1));
            report.Add($"start {start} of the process to the first search answer, {largest} chunks", clock.Elapsed.TotalSeconds, "s", "at most 2");
            if (start < Starts)
            {
                continue;
            }

            report.Add("resident memory per chunk of the whole process after that restart", server.ResidentBytes() / (double)largest / 1024, "KiB", "at most 3");
            var search = await LoadGenerator.TimesAsync(1, Queries, number => client.SearchAsync(typeId, Corpus.Query(number)));
            report.Add($"the first {Queries} searches after that restart, p50", search.Latencies.P50, "ms");
            report.Add($"the first {Queries} searches after that restart, p99", search.Latencies.P99, "ms");
        }
    }

    private async Task SynchronizedTimesAsync(MemoryClient client, string typeId)
    {
        var result = await LoadGenerator.TimesAsync(1, 200, async number =>
        {
            var id = MemoryClient.Id(await client.CreateAsync(typeId, Corpus.Text(number, Characters)));
            while (await client.StatusAsync(id) != "SYNCHRONIZED")
            {
                await Task.Yield();
            }
        });
        report.Add("from create to SYNCHRONIZED, p50", result.Latencies.P50, "ms");
        report.Add("from create to SYNCHRONIZED, p99", result.Latencies.P99, "ms");
    }

    /// <summary>A search brings the index up to what was acknowledged: once it comes back quickly, nothing is pending.</summary>
    private static async Task SettleAsync(MemoryClient client, string typeId)
    {
        for (var quick = 0; quick < 20;)
        {
            var started = Stopwatch.GetTimestamp();
            await client.SearchAsync(typeId, Corpus.Query(0));
            quick = Stopwatch.GetElapsedTime(started).TotalMilliseconds < 100 ? quick + 1 : 0;
        }
    }

    private async Task PeersAsync(double creates, double searchAt2000)
    {
        string[] texts = [.. Enumerable.Range(0, 2_000).Select(number => Corpus.Text(number, Characters))];
        string[] queries = [.. Enumerable.Range(0, 100).Select(Corpus.Query)];
        if (await NodePeer.MeasureAsync("mem0.mjs", texts, queries, (int)seconds) is { } mem0)
        {
            var adds = mem0.GetProperty("adds").GetProperty("64").GetDouble();
            var search = mem0.GetProperty("search").GetProperty("p50").GetDouble();
            report.Add("mem0, infer off: adds, 64 at once", adds, "adds/s");
            report.Add("mem0: search over 2,000 memories, p50", search, "ms");
            report.Add("durable creates at 64 connections / mem0's adds", creates / adds, "ratio", "at least 10");
            report.Add("search p50 over 2,000 memories / mem0's", searchAt2000 / search, "ratio", "at most 0.05");
        }

        if (await NodePeer.MeasureAsync("lancedb.mjs", texts, queries, (int)seconds) is { } lance)
        {
            report.Add("LanceDB: adds, 64 at once", lance.GetProperty("adds").GetProperty("64").GetDouble(), "adds/s");
            report.Add("LanceDB: vector search over 2,000 rows, p50", lance.GetProperty("search").GetProperty("p50").GetDouble(), "ms");
            report.Add("LanceDB: full-text search over 2,000 rows, p50", lance.GetProperty("fullText").GetProperty("p50").GetDouble(), "ms");
        }
    }
}
