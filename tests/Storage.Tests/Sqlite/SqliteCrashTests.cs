using System.Diagnostics;
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
            var numbers = await RunUntilKilledAsync(store.DataDirectory, first, TimeSpan.FromMilliseconds(random.Next(0, 150)));
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

    /// <summary>Reads the numbers it acknowledges; kills it a while after the first.</summary>
    private static async Task<List<long>> RunUntilKilledAsync(string dataDirectory, long first, TimeSpan life)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "FencyGrid.Storage.Crash.dll"));
        start.ArgumentList.Add(dataDirectory);
        start.ArgumentList.Add(Org);
        start.ArgumentList.Add(first.ToString(CultureInfo.InvariantCulture));
        using var process = Process.Start(start)!;
        var numbers = new List<long>();
        try
        {
            numbers.Add(Number(await process.StandardOutput.ReadLineAsync()));
            var killed = Task.Delay(life).ContinueWith(_ => process.Kill(), TaskScheduler.Default);
            var rest = await process.StandardOutput.ReadToEndAsync();
            await killed;

            // What follows the last line end was cut off by the kill.
            numbers.AddRange(rest.Split('\n')[..^1].Select(Number));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        return numbers;
    }

    private static long Number(string? line) => long.Parse(line.ShouldNotBeNull(), CultureInfo.InvariantCulture);

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
