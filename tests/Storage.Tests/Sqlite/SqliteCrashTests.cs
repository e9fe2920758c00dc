using System.Globalization;
using Dapper;
using FencyGrid.Compliance.Store;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;
using Microsoft.Data.Sqlite;

namespace FencyGrid.Storage.Tests.Sqlite;

public sealed class SqliteCrashTests
{
    private const string Org = "org_a";
    private const int Kills = 25;

    [Fact]
    public async Task Of_writes_under_a_kill_every_acknowledged_one_is_there_whole_and_none_is_there_in_half()
    {
        await using var store = new SqliteUnderTest();
        await store.Store.CommitAsync(new StoreTransaction().Insert(Sample.MemoryType(Org)), CancellationToken.None);
        await store.CloseAsync();
        var random = new Random(20260301);
        var acknowledged = new HashSet<long>();
        var first = 1L;
        for (var kill = 0; kill < Kills; kill++)
        {
            var numbers = await CrashingWriter.RunAsync(store.DataDirectory, Org, first, TimeSpan.FromMilliseconds(random.Next(0, 150)));
            numbers.ShouldNotBeEmpty();
            acknowledged.UnionWith(numbers);
            var stored = await CheckAsync(store.DatabasePath, acknowledged);
            first = stored + 1;
        }

        await store.ReopenAsync();
        var last = acknowledged.Max();
        (await store.Memories.FindContentAsync(Org, $"mem_{last}", CancellationToken.None))!.Text.Length.ShouldBe((int)(last % 5000));
        (await store.Outbox.ReadAsync(EventConsumers.Synchronize, 0, int.MaxValue, CancellationToken.None)).Count.ShouldBeGreaterThanOrEqualTo(acknowledged.Count);
        await store.Store.CommitAsync(new StoreTransaction().Insert(Sample.Memory(Org)), CancellationToken.None);
    }

    /// <summary>Looks at the file itself; answers the highest number in it.</summary>
    private static async Task<long> CheckAsync(string databasePath, HashSet<long> acknowledged)
    {
        await using var connection = new SqliteConnection($"Data Source={databasePath};Pooling=False");
        connection.Open();
        (await connection.QuerySingleAsync<string>("PRAGMA integrity_check")).ShouldBe("ok");
        var memories = await NumbersAsync("SELECT substr(id, 5) FROM memories");
        acknowledged.Except(memories).ShouldBeEmpty();
        (await NumbersAsync("SELECT substr(memory_id, 5) FROM memory_contents")).SetEquals(memories).ShouldBeTrue();
        (await NumbersAsync("SELECT substr(id, 5) FROM events")).SetEquals(memories).ShouldBeTrue();
        (await NumbersAsync("SELECT substr(event_id, 5) FROM outbox")).SetEquals(memories).ShouldBeTrue();
        (await NumbersAsync("SELECT substr(memory_id, 5) FROM chunks GROUP BY memory_id HAVING COUNT(*) = 3")).SetEquals(memories).ShouldBeTrue();
        (await connection.QuerySingleAsync<long>("SELECT COUNT(*) FROM chunks")).ShouldBe(3L * memories.Count);
        return memories.Max();

        async Task<HashSet<long>> NumbersAsync(string sql) =>
            [.. (await connection.QueryAsync<string>(sql)).Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
    }
}
