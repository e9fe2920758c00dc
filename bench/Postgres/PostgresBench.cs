using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FencyGrid.Bench.Load;
using FencyGrid.Bench.Reporting;
using FencyGrid.Compliance.Postgres;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.MemoryTypes;
using FencyGrid.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FencyGrid.Bench.Postgres;

/// <summary>
/// Durable creates (memory, text, event, outbox entry) through the store, against what pgbench reaches with the same rows in the same tables
/// on as many connections. Both wait for the disk; only the store checks tenants and marks its commits.
/// </summary>
public sealed partial class PostgresBench(Report report, double seconds, int connections)
{
    private const string Organization = "org_bench";
    private const string Type = "mty_bench";
    private const int TextCharacters = 1000;
    private const int EntityCharacters = 350;

    public async Task RunAsync()
    {
        if (PostgresServer.FindPrograms() is not { } programs || !File.Exists(Path.Combine(programs, "pgbench")))
        {
            Console.WriteLine("PostgreSQL and pgbench are needed here: install the packages postgresql and postgresql-contrib.");
            return;
        }

        using var server = await PostgresServer.StartAsync(durable: true);
        var database = await PostgresServer.CreateDatabaseAsync(server.Administrator);
        var plain = new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = connections * 2 }.ConnectionString;
        await using var services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddFencyGridPostgres(options => (options.ConnectionString, options.Writers) = (plain, connections))
            .BuildServiceProvider();
        var store = services.GetRequiredService<IStore>();
        await store.CommitAsync(new StoreTransaction().Insert(new MemoryTypeRow(Organization, Type, "Bench", "", "[]", DateTimeOffset.UtcNow, 1)), CancellationToken.None);

        // In turns, so that a machine that slows down slows both.
        var (ours, floor, pipelined) = (new List<double>(), new List<double>(), new List<double>());
        await LoadGenerator.ForSecondsAsync(connections, Math.Min(2, seconds), _ => CreateAsync(store));
        for (var round = 0; round < 3; round++)
        {
            var result = await LoadGenerator.ForSecondsAsync(connections, seconds / 3, _ => CreateAsync(store));
            ours.Add(result.PerSecond);
            floor.Add(await PgbenchAsync(programs, server, database, isPipelined: false));
            pipelined.Add(await PgbenchAsync(programs, server, database, isPipelined: true));
        }

        report.Add($"durable creates through the store, {connections} connections", Median(ours), "creates/s");
        report.Add("pgbench, the same rows, a round trip each", Median(floor), "creates/s");
        report.Add("pgbench, the same rows, pipelined", Median(pipelined), "creates/s");
        report.Add("store : pgbench", Median(ours) / Median(floor), "x", ">= 0.5");
        report.Add("store : pgbench pipelined", Median(ours) / Median(pipelined), "x");
    }

    private static Task CreateAsync(IStore store)
    {
        var now = DateTimeOffset.UtcNow;
        var id = Ids.New(Ids.Memory);
        var memory = new MemoryRow(Organization, id, Type, SourceType.Text, "A title of usual length", null, "{}", ContentStatus.Synchronizing, null, 1, 0, 0, null, now, now, 1);
        return store.CommitAsync(
            new StoreTransaction()
                .Insert(memory)
                .Insert(new MemoryContentRow(Organization, id, 1, new string('t', TextCharacters)))
                .Publish(new GridEvent(Ids.New(Ids.Event), Organization, "memory.created", id, 1, now, new string('e', EntityCharacters)), EventConsumers.Synchronize),
            CancellationToken.None);
    }

    private async Task<double> PgbenchAsync(string programs, PostgresServer server, string database, bool isPipelined)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, Script(isPipelined));
            var administrator = new NpgsqlConnectionStringBuilder(server.Administrator);
            var time = Math.Max(1, (int)Math.Round(seconds / 3)).ToString(CultureInfo.InvariantCulture);
            var clients = connections.ToString(CultureInfo.InvariantCulture);
            using var process = Process.Start(new ProcessStartInfo(
                Path.Combine(programs, "pgbench"),
                ["-n", "-M", "prepared", "-f", script, "-c", clients, "-j", "2", "-T", time, "-h", administrator.Host!, "-p", $"{administrator.Port}", "-U", administrator.Username!, new NpgsqlConnectionStringBuilder(database).Database!])
            {
                RedirectStandardOutput = true,
            })!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return Rate().Match(output) is { Success: true } rate
                ? double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture)
                : throw new InvalidOperationException($"pgbench ended with {process.ExitCode}: {output}");
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static string Script(bool isPipelined)
    {
        const string Columns = "organization_id, id, type_id, source_type, title, metadata, content_status, content_version, synchronized_version, chunk_count, created_at, updated_at, version";
        const string Id = "lpad(to_hex(:a::bigint), 16, '0') || lpad(to_hex(:b::bigint), 16, '0')";
        var (begin, end) = isPipelined ? ("\\startpipeline\n", "\n\\endpipeline") : ("", "");
        return $"""
            \set a random(1, 9223372036854775806)
            \set b random(1, 9223372036854775806)
            {begin}BEGIN;
            INSERT INTO memories ({Columns}) VALUES ('{Organization}', 'mem_' || {Id}, '{Type}', 'TEXT', 'A title of usual length', '{"{}"}', 'SYNCHRONIZING', 1, 0, 0, :a::bigint, :a::bigint, 1);
            INSERT INTO memory_contents (organization_id, memory_id, content_version, text) VALUES ('{Organization}', 'mem_' || {Id}, 1, repeat('t', {TextCharacters}));
            INSERT INTO events (organization_id, id, type, subject, subject_version, created_at, entity) VALUES ('{Organization}', 'evt_' || {Id}, 'memory.created', 'mem_' || {Id}, 1, :a::bigint, repeat('e', {EntityCharacters}));
            INSERT INTO outbox (organization_id, event_id, consumer) VALUES ('{Organization}', 'evt_' || {Id}, 'synchronize');
            END;{end}

            """;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex Rate();
}
