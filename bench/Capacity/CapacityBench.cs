using System.Diagnostics;
using System.Text.Json;
using FencyGrid.Bench.Load;
using FencyGrid.Bench.Memories;
using FencyGrid.Bench.Reporting;
using FencyGrid.Bench.Server;
using FencyGrid.Compliance.Postgres;

namespace FencyGrid.Bench.Capacity;

/// <summary>
/// What one operation costs a server and its PostgreSQL: processor time, log, disk and memory. Unlike a rate, a cost can be multiplied;
/// the capacity model in docs/scaling.md is made of these.
/// </summary>
public sealed class CapacityBench(Report report, double seconds)
{
    private const int Connections = 16;
    private const int Characters = 400;
    private const int Trees = 200;

    public async Task RunAsync()
    {
        if (PostgresServer.FindPrograms() is null)
        {
            Console.WriteLine("PostgreSQL is needed here: install the package postgresql.");
            return;
        }

        using var database = await PostgresServer.StartAsync(durable: true);
        var connectionString = await PostgresServer.CreateDatabaseAsync(database.Administrator);
        await using var store = new TemporaryStore();
        var settings = new Dictionary<string, string> { ["ConnectionStrings__FencyGrid"] = connectionString };
        using (var server = await ServerProcess.StartAsync(store.Path, settings))
        {
            await WarmAsync(server, database, connectionString);
        }

        using var restarted = await ServerProcess.StartAsync(store.Path, settings);
        await ColdAsync(restarted, database, connectionString);
    }

    private async Task WarmAsync(ServerProcess server, PostgresServer database, string connectionString)
    {
        using var http = new HttpConnections(server.Address, ServerProcess.SecretKey);
        var client = new MemoryClient(http);
        var typeId = await client.CreateTypeAsync("capacity");
        await LoadGenerator.ForSecondsAsync(Connections, 2, number => client.CreateAsync(typeId, Corpus.Text(number, Characters)));
        await LoadGenerator.ForSecondsAsync(Connections, 2, number => AddFactAsync(http, number));
        await SettleAsync(client, typeId);

        var meter = new Meter(report, server, database, connectionString);
        await meter.RunAsync(
            "create a memory of one chunk, indexed",
            () => LoadGenerator.ForSecondsAsync(Connections, seconds, number => client.CreateAsync(typeId, Corpus.Text(1_000_000 + number, Characters))),
            settle: () => SettleAsync(client, typeId),
            grows: true);
        await meter.RunAsync("search of a memory type", () => LoadGenerator.ForSecondsAsync(Connections, seconds, number => client.SearchAsync(typeId, Corpus.Query(number))));
        await meter.RunAsync("add a fact to a tree", () => LoadGenerator.ForSecondsAsync(Connections, seconds, number => AddFactAsync(http, 1_000_000 + number)), grows: true);
        await meter.RunAsync("search of a tree", () => LoadGenerator.ForSecondsAsync(Connections, seconds, number => SearchTreeAsync(http, number)));
        await meter.RunAsync("list of a tree's newest facts", () => LoadGenerator.ForSecondsAsync(Connections, seconds, number => ListTreeAsync(http, number)));
    }

    /// <summary>A search brings the index up to what was acknowledged: once it comes back quickly, nothing is pending.</summary>
    private static async Task SettleAsync(MemoryClient client, string typeId)
    {
        for (var quick = 0; quick < 5;)
        {
            var started = Stopwatch.GetTimestamp();
            await client.SearchAsync(typeId, Corpus.Query(0));
            quick = Stopwatch.GetElapsedTime(started).TotalMilliseconds < 100 ? quick + 1 : 0;
        }
    }

    private async Task ColdAsync(ServerProcess server, PostgresServer database, string connectionString)
    {
        using var http = new HttpConnections(server.Address, ServerProcess.SecretKey);
        var facts = 0;
        for (var number = 0; number < Trees; number += Trees / 10)
        {
            using var page = JsonDocument.Parse(await ListTreeAsync(http, number));
            facts += page.RootElement.GetProperty("total_count").GetInt32();
        }

        report.Add("facts in a tree", facts / 10.0, "facts");

        // The first tenth is loaded now.
        await new Meter(report, server, database, connectionString).RunAsync(
            "first search of a tree that is not in memory",
            () => LoadGenerator.TimesAsync(1, Trees - (Trees / 10), number => SearchTreeAsync(http, Cold(number))));
    }

    /// <summary>Trees that <see cref="ColdAsync"/> did not list.</summary>
    private static int Cold(int number) => (number / ((Trees / 10) - 1) * (Trees / 10)) + 1 + (number % ((Trees / 10) - 1));

    private static Task<string> AddFactAsync(HttpConnections http, int number) =>
        http.SendAsync("POST", "/api/v1/agents/bench/memory/facts", JsonSerializer.Serialize(new { user_id = User(number), content = Corpus.Text(number, 80) }));

    private static Task<string> SearchTreeAsync(HttpConnections http, int number) =>
        http.SendAsync("GET", $"/api/v1/agents/bench/memory/search?user_id={User(number)}&q={Uri.EscapeDataString(Corpus.Query(number))}");

    private static Task<string> ListTreeAsync(HttpConnections http, int number) =>
        http.SendAsync("GET", $"/api/v1/agents/bench/memory/facts?user_id={User(number)}&limit=10");

    private static string User(int number) => $"user{number % Trees}";
}
