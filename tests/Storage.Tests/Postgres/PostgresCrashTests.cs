using System.Collections.Concurrent;
using System.Globalization;
using Dapper;
using FencyGrid.Compliance.Postgres;
using FencyGrid.Compliance.Store;
using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;
using Npgsql;

namespace FencyGrid.Storage.Tests.Postgres;

/// <summary>Kills the server process and the database under load, on a database that waits for the disk.</summary>
public sealed class PostgresCrashTests : IAsyncLifetime
{
    private const string Org = "org_a";
    private const int Kills = 8;
    private const int Crashes = 3;

    private PostgresServer? _server;

    public async Task InitializeAsync()
    {
        if (PostgresServer.FindPrograms() is null)
        {
            throw new SkipTestException("There is no PostgreSQL here whose server could be killed: install the package postgresql.");
        }

        _server = await PostgresServer.StartAsync(durable: true);
    }

    public Task DisposeAsync()
    {
        _server?.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Of_writes_under_a_kill_every_acknowledged_one_is_there_whole_and_none_is_there_in_half()
    {
        var database = await PostgresServer.CreateDatabaseAsync(_server!.Administrator);
        await using (var store = new PostgresUnderTest(database))
        {
            await store.Store.CommitAsync(new StoreTransaction().Insert(Sample.MemoryType(Org)), CancellationToken.None);
        }

        var random = new Random(20260302);
        var acknowledged = new HashSet<long>();
        var first = 1L;
        for (var kill = 0; kill < Kills; kill++)
        {
            acknowledged.UnionWith(await CrashingWriter.RunAsync($"Host=127.0.0.1;{database}", Org, first, TimeSpan.FromMilliseconds(random.Next(0, 300))));
            first = await CheckAsync(Administrator(database), acknowledged) + 1;
        }

        acknowledged.Count.ShouldBeGreaterThanOrEqualTo(Kills);
    }

    [Fact]
    public async Task Of_writes_while_the_database_crashes_each_is_there_exactly_if_it_was_acknowledged()
    {
        var database = await PostgresServer.CreateDatabaseAsync(_server!.Administrator);
        await using var store = new PostgresUnderTest(database);
        await store.Store.CommitAsync(new StoreTransaction().Insert(Sample.MemoryType(Org)), CancellationToken.None);
        var acknowledged = new ConcurrentBag<string>();
        var refused = new ConcurrentBag<string>();
        using var stop = new CancellationTokenSource();
        var progress = new SemaphoreSlim(0);
        var writers = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var row = Sample.Memory(Org);
                try
                {
                    await store.Store.CommitAsync(new StoreTransaction().Insert(row).Publish(Sample.Event(Org, row.Id), EventConsumers.Synchronize), CancellationToken.None);
                    acknowledged.Add(row.Id);
                    progress.Release();
                }
                catch (RetryableException)
                {
                    refused.Add(row.Id);
                }
            }
        })).ToArray();

        for (var crash = 0; crash < Crashes; crash++)
        {
            for (var i = 0; i < 200; i++)
            {
                await progress.WaitAsync();
            }

            await _server.CrashAsync();
            await _server.StartAsync();
        }

        for (var i = 0; i < 200; i++)
        {
            await progress.WaitAsync();
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);

        await using var connection = new NpgsqlConnection(Administrator(database));
        var stored = (await connection.QueryAsync<string>("SELECT id FROM memories")).ToHashSet();
        acknowledged.Except(stored).ShouldBeEmpty();
        stored.Except(acknowledged).ShouldBeEmpty();
        refused.Intersect(stored).ShouldBeEmpty();
        refused.ShouldNotBeEmpty();
        (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM outbox")).ShouldBe(stored.Count);
    }

    private string Administrator(string database) =>
        new NpgsqlConnectionStringBuilder(_server!.Administrator) { Database = new NpgsqlConnectionStringBuilder(database).Database }.ConnectionString;

    /// <summary>Answers the highest number that is stored.</summary>
    private static async Task<long> CheckAsync(string administrator, HashSet<long> acknowledged)
    {
        await using var connection = new NpgsqlConnection(administrator);

        // What the killed process had sent may still be on its way to a commit; its connections end when it is done.
        while (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()") > 0)
        {
            await Task.Yield();
        }

        var memories = await NumbersAsync("SELECT substr(id, 5) FROM memories");
        acknowledged.Except(memories).ShouldBeEmpty();
        (await NumbersAsync("SELECT substr(memory_id, 5) FROM memory_contents")).SetEquals(memories).ShouldBeTrue();
        (await NumbersAsync("SELECT substr(id, 5) FROM events")).SetEquals(memories).ShouldBeTrue();
        (await NumbersAsync("SELECT substr(event_id, 5) FROM outbox")).SetEquals(memories).ShouldBeTrue();
        (await NumbersAsync("SELECT substr(memory_id, 5) FROM chunks GROUP BY organization_id, memory_id HAVING count(*) = 3")).SetEquals(memories).ShouldBeTrue();
        return memories.Max();

        async Task<HashSet<long>> NumbersAsync(string sql) =>
            [.. (await connection.QueryAsync<string>(sql)).Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
    }
}
