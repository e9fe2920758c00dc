using FencyGrid.Compliance.Store;
using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace FencyGrid.Storage.Tests.Sqlite;

public sealed class SqliteFailureTests
{
    private const string Org = "org_a";

    [Fact]
    public async Task A_full_disk_refuses_what_does_not_fit_and_takes_what_does_and_all_of_it_once_there_is_room()
    {
        await using var store = new SqliteUnderTest(options => options.MaxPages = 300);
        var kept = Sample.Memory(Org);
        await CommitAsync(store, new StoreTransaction().Insert(Sample.MemoryType(Org)).Insert(kept).Insert(Sample.Content(kept, new string('k', 400_000))));
        var large = Sample.Memory(Org);
        var tooLarge = new StoreTransaction().Insert(large).Insert(Sample.Content(large, new string('l', 1_000_000)));
        var small = Enumerable.Range(0, 20).Select(_ => Sample.Memory(Org)).ToArray();

        // Handed over together: they share a commit, which the large one breaks.
        var refused = CommitAsync(store, tooLarge);
        var taken = small.Select(row => CommitAsync(store, new StoreTransaction().Insert(row))).ToArray();

        (await Should.ThrowAsync<RetryableException>(() => refused)).Message.ShouldContain("full");
        await Task.WhenAll(taken);
        (await store.Memories.FindManyAsync(Org, [.. small.Select(row => row.Id), large.Id], CancellationToken.None)).ShouldBe(small, ignoreOrder: true);
        (await store.Memories.FindContentAsync(Org, kept.Id, CancellationToken.None))!.Text.Length.ShouldBe(400_000);

        await CommitAsync(store, new StoreTransaction().Delete(Sample.Content(kept, "")));
        var fits = Sample.Content(large, new string('l', 600_000));
        await CommitAsync(store, new StoreTransaction().Insert(large).Insert(fits));
        (await store.Memories.FindContentAsync(Org, large.Id, CancellationToken.None)).ShouldBe(fits);
    }

    [Fact]
    public async Task While_another_process_holds_the_file_writes_are_refused_and_reads_go_on()
    {
        await using var store = new SqliteUnderTest(options => options.BusyTimeout = TimeSpan.FromMilliseconds(50));
        await CommitAsync(store, new StoreTransaction().Insert(Sample.MemoryType(Org)));
        await using (var other = new SqliteConnection($"Data Source={store.DatabasePath};Pooling=False"))
        {
            other.Open();
            await using var transaction = other.BeginTransaction(deferred: false);
            await Should.ThrowAsync<RetryableException>(() => CommitAsync(store, new StoreTransaction().Insert(Sample.Memory(Org))));
            (await store.MemoryTypes.ListIdsAsync(Org, CancellationToken.None)).ShouldHaveSingleItem();
        }

        await CommitAsync(store, new StoreTransaction().Insert(Sample.Memory(Org)));
    }

    [Fact]
    public async Task Transactions_beyond_the_queues_capacity_are_refused_and_the_others_commit()
    {
        await using var store = new SqliteUnderTest(options => options.QueueCapacity = 5);
        await CommitAsync(store, new StoreTransaction().Insert(Sample.MemoryType(Org)));
        var rows = Enumerable.Range(0, 2000).Select(_ => Sample.Memory(Org)).ToArray();
        var large = Sample.Memory(Org);

        // A large one keeps the writer busy while the others arrive.
        var busy = CommitAsync(store, new StoreTransaction().Insert(large).Insert(Sample.Content(large, new string('x', 20_000_000))));
        var outcomes = await Task.WhenAll(rows.Select(row => Record.ExceptionAsync(() => CommitAsync(store, new StoreTransaction().Insert(row)))));
        await busy;

        outcomes.ShouldContain(outcome => outcome is RetryableException);
        outcomes.ShouldAllBe(outcome => outcome == null || outcome is RetryableException);
        for (var i = 0; i < rows.Length; i++)
        {
            var stored = await store.Memories.FindAsync(Org, rows[i].Id, CancellationToken.None);
            (stored is not null).ShouldBe(outcomes[i] is null);
        }
    }

    [Fact]
    public async Task A_transaction_that_says_it_was_cancelled_was_not_written_and_any_other_was()
    {
        await using var store = new SqliteUnderTest(options => options.BusyTimeout = TimeSpan.FromSeconds(30));
        await CommitAsync(store, new StoreTransaction().Insert(Sample.MemoryType(Org)));
        var first = Sample.Memory(Org);
        var cancelled = Sample.Memory(Org);
        Task started;
        await using (var other = new SqliteConnection($"Data Source={store.DatabasePath};Pooling=False"))
        {
            other.Open();
            await using var transaction = other.BeginTransaction(deferred: false);
            started = CommitAsync(store, new StoreTransaction().Insert(first));
            using var cancellation = new CancellationTokenSource();
            var waiting = store.Store.CommitAsync(new StoreTransaction().Insert(cancelled), cancellation.Token);
            await cancellation.CancelAsync();
            await transaction.RollbackAsync();
            await started;

            // Whether the writer had started it is its business; what it says must be what it did.
            var wasCancelled = await Record.ExceptionAsync(() => waiting) is OperationCanceledException;
            (await store.Memories.FindAsync(Org, cancelled.Id, CancellationToken.None) is null).ShouldBe(wasCancelled);
        }

        (await store.Memories.FindAsync(Org, first.Id, CancellationToken.None)).ShouldBe(first);
    }

    [Fact]
    public async Task Closing_the_store_finishes_what_it_accepted_and_refuses_more()
    {
        await using var store = new SqliteUnderTest();
        await CommitAsync(store, new StoreTransaction().Insert(Sample.MemoryType(Org)));
        var rows = Enumerable.Range(0, 500).Select(_ => Sample.Memory(Org)).ToArray();
        var commits = rows.Select(row => CommitAsync(store, new StoreTransaction().Insert(row))).ToArray();
        var port = store.Store;

        await store.CloseAsync();

        await Task.WhenAll(commits);
        await Should.ThrowAsync<RetryableException>(() => port.CommitAsync(new StoreTransaction(), CancellationToken.None));
        await store.ReopenAsync();
        (await store.Memories.FindManyAsync(Org, [.. rows.Select(row => row.Id)], CancellationToken.None)).Count.ShouldBe(500);
    }

    [Fact]
    public void Its_files_are_readable_by_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        var options = new SqliteStoreOptions { DataDirectory = Path.Combine(folder.Path, "new", "data") };
        SqliteFiles.Create(options);
        using var connection = SqliteConnections.OpenWriter(options);
        SqliteConnections.Execute(connection, "CREATE TABLE t (a)");

        File.GetUnixFileMode(options.DataDirectory).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var files = Directory.GetFiles(options.DataDirectory);
        files.Length.ShouldBe(3);
        foreach (var file in files)
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_refused_by_name()
    {
        var failure = await Record.ExceptionAsync(async () =>
        {
            await using var store = new SqliteUnderTest(options => options.FileName = "../elsewhere.db");
            await store.MemoryTypes.ListIdsAsync(Org, CancellationToken.None);
        });

        failure.ShouldBeOfType<OptionsValidationException>().Message.ShouldContain("../elsewhere.db");
    }

    private static Task CommitAsync(SqliteUnderTest store, StoreTransaction transaction) => store.Store.CommitAsync(transaction, CancellationToken.None);
}
