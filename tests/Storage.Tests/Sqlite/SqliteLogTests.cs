using FencyGrid.Compliance.Store;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Storage.Tests.Sqlite;

/// <summary>How large the write-ahead log gets.</summary>
public sealed class SqliteLogTests
{
    private const string Org = "org_a";
    private const int CheckpointPages = 50;
    private const int FrameBytes = 4096 + 24;

    [Fact]
    public async Task The_log_starts_over_while_there_is_always_a_read_under_way()
    {
        const int Commits = 300;
        await using var store = new SqliteUnderTest(options => options.CheckpointPages = CheckpointPages);
        var log = new FileInfo(store.DatabasePath + "-wal");
        await store.Store.CommitAsync(new StoreTransaction().Insert(Sample.MemoryType(Org)), CancellationToken.None);
        using (var reads = new OverlappingReads(store.DatabasePath))
        {
            for (var i = 0; i < Commits; i++)
            {
                var memory = Sample.Memory(Org);
                await store.Store.CommitAsync(new StoreTransaction().Insert(memory).Insert(Sample.Content(memory, new string('x', 40_000))), CancellationToken.None);
                reads.Committed();
            }

            reads.Begun.ShouldBeGreaterThan(Commits / CheckpointPages);
        }

        // Each commit wrote ten pages and more; the log was due to start over after every fifty.
        log.Refresh();
        log.Length.ShouldBeGreaterThan(CheckpointPages * FrameBytes);
        log.Length.ShouldBeLessThan(10 * CheckpointPages * FrameBytes);
    }
}
