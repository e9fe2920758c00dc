using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Compliance.Store;

public abstract class ConcurrencySuite : StoreSuite
{
    [Fact]
    public async Task A_failing_transaction_takes_none_of_its_neighbours_with_it()
    {
        var existing = Sample.Memory(Org);
        await CommitAsync(new StoreTransaction().Insert(existing));
        var rows = Enumerable.Range(0, 300).Select(_ => Sample.Memory(Org)).ToArray();

        // All are handed over before any is waited for, so that they share commits.
        var commits = rows.Select((row, i) => CommitAsync((i % 3) switch
        {
            0 => new StoreTransaction().Insert(row),
            1 => new StoreTransaction().Insert(row).Insert(existing),
            _ => new StoreTransaction().Insert(row).Insert(Sample.Memory(Org) with { TypeId = "mty_unknown" }),
        })).ToArray();

        for (var i = 0; i < rows.Length; i++)
        {
            var failure = await Record.ExceptionAsync(() => commits[i]);
            var stored = await Stores.Memories.FindAsync(Org, rows[i].Id, CancellationToken.None);
            switch (i % 3)
            {
                case 0:
                    failure.ShouldBeNull();
                    stored.ShouldBe(rows[i]);
                    break;
                case 1:
                    failure.ShouldBeOfType<VersionConflictException>();
                    stored.ShouldBeNull();
                    break;
                default:
                    failure.ShouldBeOfType<MissingReferenceException>();
                    stored.ShouldBeNull();
                    break;
            }
        }
    }

    [Fact]
    public async Task Of_many_writers_of_one_version_exactly_one_wins()
    {
        var row = Sample.Memory(Org);
        await CommitAsync(new StoreTransaction().Insert(row));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => Record.ExceptionAsync(
            () => CommitAsync(new StoreTransaction().Update(row with { Title = $"Writer {i}" }))))));

        outcomes.Count(outcome => outcome is null).ShouldBe(1);
        outcomes.Where(outcome => outcome is not null).ShouldAllBe(outcome => outcome is VersionConflictException);
        var winner = Array.FindIndex(outcomes, outcome => outcome is null);
        (await Stores.Memories.FindAsync(Org, row.Id, CancellationToken.None)).ShouldBe(row with { Title = $"Writer {winner}", Version = 2 });
    }

    [Fact]
    public async Task Everyone_reads_their_own_commit_at_once_while_all_write()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                var row = Sample.Memory(Org);
                var gridEvent = Sample.Event(Org, row.Id);
                await CommitAsync(new StoreTransaction().Insert(row).Insert(Sample.Content(row, row.Id)).Publish(gridEvent, EventConsumers.Synchronize));
                (await Stores.Memories.FindAsync(Org, row.Id, CancellationToken.None)).ShouldBe(row);
                (await Stores.Memories.FindContentAsync(Org, row.Id, CancellationToken.None))!.Text.ShouldBe(row.Id);
                (await Stores.Events.FindAsync(Org, gridEvent.Id, CancellationToken.None)).ShouldBe(gridEvent);
            }
        })));

        (await Stores.Outbox.ReadAsync(EventConsumers.Synchronize, 0, 1000, CancellationToken.None)).Count.ShouldBe(640);
    }

    [Fact]
    public async Task A_reader_sees_a_transaction_whole_or_not_at_all()
    {
        var row = Sample.Memory(Org);
        await CommitAsync(new StoreTransaction().Insert(Sample.Synchronized(row, 1)).Insert(Sample.Content(row, "0")));
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            var current = Sample.Synchronized(row, 1);
            for (var i = 1; i <= 200; i++)
            {
                var changed = current with { Title = $"{i}" };
                await CommitAsync(new StoreTransaction().Update(changed).Upsert(Sample.Content(row, $"{i}")));
                current = changed with { Version = changed.Version + 1 };
            }

            await stop.CancelAsync();
        });

        Memory last;
        do
        {
            last = (await Stores.Memories.ListAsync(Org, new PageRequest(1), long.MaxValue, CancellationToken.None)).Items[0];
            if (last.Title != "A title")
            {
                last.Content.ShouldBe(last.Title);
            }
        }
        while (!stop.IsCancellationRequested);

        await writer;
    }
}
