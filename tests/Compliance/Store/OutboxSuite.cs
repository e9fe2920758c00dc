using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Compliance.Store;

public abstract class OutboxSuite : StoreSuite
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Events_are_read_in_commit_order_by_each_of_their_consumers()
    {
        var events = Enumerable.Range(0, 10).Select(i => Sample.Event(i % 2 == 0 ? Org : OtherOrg, "mem_1", entity: $$"""{"n":{{i}}}""")).ToArray();
        foreach (var gridEvent in events)
        {
            await CommitAsync(new StoreTransaction().Publish(gridEvent, EventConsumers.Synchronize, EventConsumers.Webhooks));
        }

        var entries = await ReadAsync(EventConsumers.Synchronize);

        entries.Select(entry => entry.Event).ShouldBe(events);
        entries.Select(entry => entry.Position).ShouldBeInOrder(SortDirection.Ascending);
        (await ReadAsync(EventConsumers.Webhooks)).Select(entry => entry.Event).ShouldBe(events);
        (await ReadAsync(EventConsumers.Consolidate)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reading_goes_on_after_a_position_and_stops_at_the_limit()
    {
        for (var i = 0; i < 5; i++)
        {
            await CommitAsync(new StoreTransaction().Publish(Sample.Event(Org, "mem_1"), EventConsumers.Synchronize));
        }

        var all = await ReadAsync(EventConsumers.Synchronize);
        var some = await Stores.Outbox.ReadAsync(EventConsumers.Synchronize, all[1].Position, 2, CancellationToken.None);

        some.ShouldBe([all[2], all[3]]);
    }

    [Fact]
    public async Task What_was_not_acknowledged_is_delivered_again_after_a_restart_and_the_rest_is_not()
    {
        var done = Sample.Event(Org, "mem_1");
        var waiting = Sample.Event(Org, "mem_1");
        await CommitAsync(new StoreTransaction().Publish(done, EventConsumers.Synchronize, EventConsumers.Webhooks));
        await CommitAsync(new StoreTransaction().Publish(waiting, EventConsumers.Synchronize));

        await CommitAsync(new StoreTransaction().Acknowledge(Org, EventConsumers.Synchronize, done.Id));
        await CommitAsync(new StoreTransaction().Acknowledge(Org, EventConsumers.Synchronize, done.Id));
        await Stores.ReopenAsync();

        (await ReadAsync(EventConsumers.Synchronize)).ShouldHaveSingleItem().Event.ShouldBe(waiting);
        (await ReadAsync(EventConsumers.Webhooks)).ShouldHaveSingleItem().Event.ShouldBe(done);
        (await Stores.Events.FindAsync(Org, done.Id, CancellationToken.None)).ShouldBe(done);
    }

    [Fact]
    public async Task Another_organization_cannot_acknowledge_an_event()
    {
        var gridEvent = Sample.Event(Org, "mem_1");
        await CommitAsync(new StoreTransaction().Publish(gridEvent, EventConsumers.Synchronize));

        await CommitAsync(new StoreTransaction().Acknowledge(OtherOrg, EventConsumers.Synchronize, gridEvent.Id));

        (await ReadAsync(EventConsumers.Synchronize)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_event_is_published_once()
    {
        var gridEvent = Sample.Event(Org, "mem_1");
        await CommitAsync(new StoreTransaction().Publish(gridEvent, EventConsumers.Synchronize));

        await Should.ThrowAsync<VersionConflictException>(() => CommitAsync(new StoreTransaction().Publish(gridEvent, EventConsumers.Synchronize)));
    }

    [Fact]
    public async Task A_position_is_never_given_again()
    {
        var first = Sample.Event(Org, "mem_1");
        await CommitAsync(new StoreTransaction().Publish(first, EventConsumers.Synchronize));
        var position = (await ReadAsync(EventConsumers.Synchronize))[0].Position;
        await CommitAsync(new StoreTransaction().Acknowledge(Org, EventConsumers.Synchronize, first.Id));
        await Stores.ReopenAsync();

        await CommitAsync(new StoreTransaction().Publish(Sample.Event(Org, "mem_1"), EventConsumers.Synchronize));

        (await ReadAsync(EventConsumers.Synchronize))[0].Position.ShouldBeGreaterThan(position);
    }

    [Fact]
    public async Task A_wait_ends_with_a_publish_before_or_during_it()
    {
        await CommitAsync(new StoreTransaction().Publish(Sample.Event(Org, "mem_1"), EventConsumers.Synchronize));
        await Stores.Outbox.WaitForPublishedAsync(Timeout.InfiniteTimeSpan, CancellationToken.None).WaitAsync(Patience);

        var waiting = Stores.Outbox.WaitForPublishedAsync(Timeout.InfiniteTimeSpan, CancellationToken.None);
        await CommitAsync(new StoreTransaction().Insert(Sample.Memory(Org)));
        waiting.IsCompleted.ShouldBeFalse();
        await CommitAsync(new StoreTransaction().Publish(Sample.Event(Org, "mem_1"), EventConsumers.Synchronize));
        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_wait_ends_at_its_timeout_and_by_cancellation()
    {
        await Stores.Outbox.WaitForPublishedAsync(TimeSpan.FromMilliseconds(1), CancellationToken.None).WaitAsync(Patience);

        using var cancellation = new CancellationTokenSource();
        var waiting = Stores.Outbox.WaitForPublishedAsync(Timeout.InfiniteTimeSpan, cancellation.Token);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
    }

    [Fact]
    public async Task Old_events_are_pruned_unless_they_wait_for_a_consumer()
    {
        var old = Sample.Event(Org, "mem_1") with { CreatedAt = Sample.Now.AddDays(-31) };
        var waiting = Sample.Event(Org, "mem_1") with { CreatedAt = Sample.Now.AddDays(-31) };
        var recent = Sample.Event(Org, "mem_1");
        var theirs = Sample.Event(OtherOrg, "mem_1") with { CreatedAt = Sample.Now.AddDays(-31) };
        await CommitAsync(new StoreTransaction().Publish(old).Publish(waiting, EventConsumers.Webhooks).Publish(recent).Publish(theirs));

        await CommitAsync(new StoreTransaction().Add(new PruneEvents(Org, Sample.Now.AddDays(-30), 100)));

        (await Stores.Events.FindAsync(Org, old.Id, CancellationToken.None)).ShouldBeNull();
        (await Stores.Events.FindAsync(Org, waiting.Id, CancellationToken.None)).ShouldNotBeNull();
        (await Stores.Events.FindAsync(Org, recent.Id, CancellationToken.None)).ShouldNotBeNull();
        (await Stores.Events.FindAsync(OtherOrg, theirs.Id, CancellationToken.None)).ShouldNotBeNull();
    }

    private Task<IReadOnlyList<OutboxEntry>> ReadAsync(string consumer) => Stores.Outbox.ReadAsync(consumer, 0, 100, CancellationToken.None);
}
