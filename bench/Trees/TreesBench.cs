using System.Diagnostics;
using FencyGrid.Bench.Load;
using FencyGrid.Bench.Reporting;
using FencyGrid.Bench.Server;

namespace FencyGrid.Bench.Trees;

/// <summary>Memory trees over HTTP on a server process of its own: one large tree, cold ones, many, and one that consolidates beside others.</summary>
public sealed class TreesBench(Report report, double seconds, int largest, int trees)
{
    private const int Bulk = 1_000;
    private const int Queries = 400;
    private const int FactsPerTree = 100;

    public async Task RunAsync(IReadOnlyCollection<string> parts)
    {
        foreach (var (name, run) in new (string, Func<Task>)[]
        {
            ("bulk", BulkAsync), ("cold", ColdAsync), ("consolidation", ConsolidationAsync), ("large", LargeAsync), ("many", ManyAsync),
        })
        {
            if (parts.Count == 0 || parts.Contains(name))
            {
                await run();
            }
        }
    }

    /// <summary>A thousand facts in one request, each time into a tree of its own.</summary>
    private async Task BulkAsync()
    {
        await using var store = new TemporaryStore();
        using var server = await ServerProcess.StartAsync(store.Path);
        using var http = new HttpConnections(server.Address, ServerProcess.SecretKey);
        var client = new TreeClient(http);
        await LoadGenerator.TimesAsync(1, 10, number => client.AddManyAsync($"warm{number}", number * Bulk, Bulk));
        var bulks = await LoadGenerator.TimesAsync(1, 15, number => client.AddManyAsync($"bulk{number}", number * Bulk, Bulk));
        report.Add("bulk of 1,000 facts, durable, p50", bulks.Latencies.P50, "ms", "at most 150");
        report.Add("bulk of 1,000 facts, durable, p95", bulks.Latencies.P95, "ms");
    }

    /// <summary>Searches of trees that were just taken out of memory, in a process that keeps none and has long compiled its code.</summary>
    private async Task ColdAsync()
    {
        const int Trees = 24;
        await using var store = new TemporaryStore();
        using var server = await ServerProcess.StartAsync(store.Path, new Dictionary<string, string> { ["FencyGrid__Grid__MemoryBudgetBytes"] = "1" });
        using var http = new HttpConnections(server.Address, ServerProcess.SecretKey);
        var client = new TreeClient(http);
        await LoadGenerator.TimesAsync(2, Trees, number => client.AddManyAsync($"cold{number}", number * Bulk, Bulk));
        Task SearchAsync(int number) => client.SearchAsync($"cold{number % Trees}", Corpus.Query(number));
        await LoadGenerator.ForSecondsAsync(1, 6, SearchAsync);
        var cold = await LoadGenerator.TimesAsync(1, 10 * Trees, SearchAsync);
        report.Add("activation of a cold tree of 1,000 facts and its search, p50", cold.Latencies.P50, "ms", "at most 15");
        report.Add("activation of a cold tree of 1,000 facts and its search, p95", cold.Latencies.P95, "ms");
    }

    /// <summary>One tree of ten thousand facts consolidates while others are searched.</summary>
    private async Task ConsolidationAsync()
    {
        await using var store = new TemporaryStore();
        using var server = await ServerProcess.StartAsync(store.Path);
        using var http = new HttpConnections(server.Address, ServerProcess.SecretKey);
        var client = new TreeClient(http);
        for (var part = 0; part < 10; part++)
        {
            await client.AddManyAsync("big", part * Bulk, Bulk);
        }

        await LoadGenerator.TimesAsync(2, 20, number => client.AddManyAsync($"other{number}", number * FactsPerTree, FactsPerTree));
        Task SearchAsync(int number) => client.SearchAsync($"other{number % 20}", Corpus.Query(number));
        await client.ConsolidateAsync("other0");
        await LoadGenerator.ForSecondsAsync(1, 1, SearchAsync);
        var alone = await LoadGenerator.ForSecondsAsync(1, 2, SearchAsync);
        var clock = Stopwatch.StartNew();
        var run = client.ConsolidateAsync("big");
        var beside = new List<double>();
        for (var number = 0; !run.IsCompleted; number++)
        {
            var started = Stopwatch.GetTimestamp();
            await SearchAsync(number);
            beside.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        await run;
        report.Add("consolidation of 10,000 facts", clock.Elapsed.TotalSeconds, "s", "at most 3");
        report.Add("search in other trees, alone, p50", alone.Latencies.P50, "ms");
        report.Add("search in other trees, alone, p99", alone.Latencies.P99, "ms");
        report.Add("search in other trees during consolidation, p50", new Latencies(beside).P50, "ms");
        report.Add("search in other trees during consolidation, p99", new Latencies(beside).P99, "ms");
    }

    private async Task LargeAsync()
    {
        await using var store = new TemporaryStore();
        using var server = await ServerProcess.StartAsync(store.Path);
        using var http = new HttpConnections(server.Address, ServerProcess.SecretKey);
        var client = new TreeClient(http);
        await LoadGenerator.TimesAsync(1, 500, number => client.AddAsync("warm", TreeClient.Claim(10_000_000 + number)));
        await client.AddManyAsync("large", 0, Bulk);
        var early = await WritesAsync(client, 20_000_000);
        report.Add("one more fact at 1,000 facts, p50", early, "ms");
        for (var count = Bulk; count < largest; count += Bulk)
        {
            await client.AddManyAsync("large", count, Bulk);
        }

        var late = await WritesAsync(client, 30_000_000);
        report.Add($"one more fact at {largest} facts, p50", late, "ms");
        report.Add($"one more fact at {largest} / at 1,000", late / early, "ratio", "at most 1.3");
        await LoadGenerator.TimesAsync(1, Queries, number => client.SearchAsync("large", Corpus.Query(100_000 + number)));
        var search = await LoadGenerator.TimesAsync(1, Queries, number => client.SearchAsync("large", Corpus.Query(number)));
        report.Add($"search in a tree of {largest} facts, p50", search.Latencies.P50, "ms", "at most 5");
        report.Add($"search in a tree of {largest} facts, p99", search.Latencies.P99, "ms", "at most 20");
        report.Add($"resident memory of the process per fact, one tree of {largest}", server.ResidentBytes() / 1024.0 / largest, "KiB");
    }

    private static async Task<double> WritesAsync(TreeClient client, int from) =>
        (await LoadGenerator.TimesAsync(1, 400, number => client.AddAsync("large", TreeClient.Claim(from + number)))).Latencies.P50;

    /// <summary>More trees than the grid may hold at once, all asked alike: half searches, a quarter lists, a quarter new facts.</summary>
    private async Task ManyAsync()
    {
        await using var store = new TemporaryStore();
        using var server = await ServerProcess.StartAsync(store.Path, new Dictionary<string, string>
        {
            ["FencyGrid__Grid__MemoryBudgetBytes"] = "1100000000",
            // As the container image and the unit file set it.
            ["DOTNET_GCgen0size"] = "0x5000000",
        });
        using var http = new HttpConnections(server.Address, ServerProcess.SecretKey);
        var client = new TreeClient(http);
        var clock = Stopwatch.StartNew();
        await LoadGenerator.TimesAsync(8, trees, number => client.AddManyAsync($"u{number}", number * FactsPerTree, FactsPerTree));
        report.Add($"{trees} trees of {FactsPerTree} facts: facts written in bulk", trees * FactsPerTree / clock.Elapsed.TotalSeconds, "facts/s");
        var largestSeen = server.ResidentBytes();
        async Task AnyAsync(int number)
        {
            var user = $"u{new Random(number).Next(trees)}";
            _ = (number % 4) switch
            {
                0 => await client.AddAsync(user, TreeClient.Claim(40_000_000 + number)),
                1 => await client.ListAsync(user),
                _ => await client.SearchAsync(user, Corpus.Query(number)),
            };
            if (number % 500 == 0)
            {
                largestSeen = Math.Max(largestSeen, server.ResidentBytes());
            }
        }

        await LoadGenerator.ForSecondsAsync(64, seconds / 2, AnyAsync);
        var mixed = await LoadGenerator.ForSecondsAsync(64, seconds, AnyAsync);
        report.Add($"{trees} trees, uniformly: mixed requests, 64 connections", mixed.PerSecond, "requests/s", "at least 3,000");
        report.Add($"{trees} trees, uniformly: mixed requests, p50", mixed.Latencies.P50, "ms");
        report.Add($"{trees} trees, uniformly: mixed requests, p99", mixed.Latencies.P99, "ms");
        report.Add($"{trees} trees, uniformly: largest resident memory seen", largestSeen / 1e9, "GB", "at most 1.5");
    }
}
