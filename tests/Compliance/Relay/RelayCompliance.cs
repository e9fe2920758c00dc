using FencyGrid.Compliance.Engine.Grains;
using FencyGrid.Compliance.Time;
using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Events.Relay;
using FencyGrid.Grains.Engine.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace FencyGrid.Compliance.Relay;

/// <summary>What the relay does on any store: at least once, in order per subject.</summary>
public abstract partial class RelayCompliance
{
    private const string Consumer = EventConsumers.Synchronize;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _organizationId = Ids.New(Ids.Organization);
    private readonly ManualTimeProvider _time = new();

    /// <param name="time">What the outbox's waits are to be measured by, if it can.</param>
    protected abstract Task<IRelayFixture> StartAsync(TimeProvider time);

    [Fact]
    public async Task Every_event_is_handed_over_once_in_the_order_of_its_subject_and_leaves_the_outbox()
    {
        await using var fixture = await StartAsync(_time);
        var before = await PublishAsync(fixture, Subjects(10, 20));
        var consumer = new RecordingConsumer(Consumer, async (_, _, _) => await Task.Yield());
        using var relay = Start(fixture, consumer);

        var after = await PublishAsync(fixture, Subjects(10, 20));
        await consumer.WaitForAsync([.. before, .. after]);
        await relay.StopAsync(default).WaitAsync(Patience);

        ShouldBeHandedOnceInOrder(consumer, [.. before, .. after]);
        (await fixture.Outbox.ReadAsync(Consumer, 0, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_publication_wakes_an_idle_relay()
    {
        await using var fixture = await StartAsync(_time);
        var consumer = new RecordingConsumer(Consumer);
        using var relay = Start(fixture, consumer);

        for (var i = 0; i < 5; i++)
        {
            await consumer.WaitForAsync(await PublishAsync(fixture, ["a"]));
        }

        consumer.Handed.Count.ShouldBe(5);
        await relay.StopAsync(default).WaitAsync(Patience);
    }

    [Fact]
    public async Task Each_consumer_gets_the_events_that_were_published_to_it()
    {
        await using var fixture = await StartAsync(_time);
        var (first, second) = (new RecordingConsumer(Consumer), new RecordingConsumer(EventConsumers.Webhooks));
        using var relay = Start(fixture, [first, second], new EventRelayOptions());

        var both = NewEvent("a");
        var one = NewEvent("a");
        await fixture.Store.CommitAsync(new StoreTransaction().Publish(both, Consumer, EventConsumers.Webhooks).Publish(one, EventConsumers.Webhooks), default);
        await first.WaitForAsync([both]);
        await second.WaitForAsync([both, one]);
        await relay.StopAsync(default).WaitAsync(Patience);

        ShouldBeHandedOnceInOrder(first, [both]);
        ShouldBeHandedOnceInOrder(second, [both, one]);
    }

    [Fact]
    public async Task A_failing_event_is_retried_before_the_next_of_its_subject_and_does_not_hold_up_others()
    {
        await using var fixture = await StartAsync(_time);
        var consumer = new RecordingConsumer(Consumer, (gridEvent, attempt, _) =>
            gridEvent.Subject == "bad" && attempt < 4 ? throw new InvalidOperationException("Not yet.") : Task.CompletedTask);
        using var relay = Start(fixture, consumer);

        var bad = await PublishAsync(fixture, ["bad", "bad"]);
        var good = await PublishAsync(fixture, Subjects(5, 20));
        await consumer.WaitForAsync(good);
        while (consumer.Handed.Count(handed => handed.Event.Subject == "bad") < 8)
        {
            await _time.WaitForTimerAsync(new EventRelayOptions().LongestRetryDelay).WaitAsync(Patience);
            _time.Advance(new EventRelayOptions().LongestRetryDelay);
        }

        await consumer.WaitForAsync(bad);
        await relay.StopAsync(default).WaitAsync(Patience);
        consumer.Handed.Where(handed => handed.Event.Subject == "bad").Select(handed => (handed.Event.Id, handed.Attempt)).ShouldBe(
            bad.SelectMany(gridEvent => Enumerable.Range(1, 4).Select(attempt => (gridEvent.Id, attempt))));
        (await fixture.Outbox.ReadAsync(Consumer, 0, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_not_acknowledged_before_a_crash_is_handed_over_again_in_order()
    {
        await using var fixture = await StartAsync(_time);
        var events = await PublishAsync(fixture, Subjects(3, 5));
        var crashing = new RecordingConsumer(Consumer);
        var deadStore = new UnacknowledgingStore(fixture.Store, int.MaxValue);
        using (Start(fixture.Outbox, deadStore, [crashing], new EventRelayOptions()))
        {
            await crashing.WaitForAsync(events);
            await deadStore.Refused;
        }

        var consumer = new RecordingConsumer(Consumer);
        using var relay = Start(fixture, consumer);
        await consumer.WaitForAsync(events);
        await relay.StopAsync(default).WaitAsync(Patience);

        ShouldBeHandedOnceInOrder(consumer, events);
        (await fixture.Outbox.ReadAsync(Consumer, 0, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_store_that_is_away_for_a_while_gets_the_acknowledgements_later_and_nothing_is_handed_over_twice()
    {
        await using var fixture = await StartAsync(_time);
        var events = await PublishAsync(fixture, Subjects(3, 5));
        var consumer = new RecordingConsumer(Consumer);
        var store = new UnacknowledgingStore(fixture.Store, 1);
        using var relay = Start(fixture.Outbox, store, [consumer], new EventRelayOptions());
        await consumer.WaitForAsync(events);
        await store.Refused;

        var stop = relay.StopAsync(default);
        while (!stop.IsCompleted)
        {
            await Task.WhenAny(stop, _time.WaitForTimerAsync(TimeSpan.FromSeconds(1))).WaitAsync(Patience);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        ShouldBeHandedOnceInOrder(consumer, events);
        (await fixture.Outbox.ReadAsync(Consumer, 0, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_backlog_larger_than_the_buffer_is_handed_over_once_and_in_order()
    {
        await using var fixture = await StartAsync(_time);
        var events = await PublishAsync(fixture, [.. Enumerable.Repeat("large", 150), .. Subjects(20, 200), .. Enumerable.Repeat("large", 150)]);
        var consumer = new RecordingConsumer(Consumer, async (_, _, _) => await Task.Yield());
        using var relay = Start(fixture, [consumer], new EventRelayOptions { BufferedEvents = 32, BufferedEventsPerSubject = 4, BatchSize = 16 });

        await consumer.WaitForAsync(events);
        await relay.StopAsync(default).WaitAsync(Patience);

        ShouldBeHandedOnceInOrder(consumer, events);
        (await fixture.Outbox.ReadAsync(Consumer, 0, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_subject_that_is_stuck_with_more_events_than_the_buffer_holds_does_not_hold_up_others()
    {
        await using var fixture = await StartAsync(_time);
        var gate = Gate.Create();
        var consumer = new RecordingConsumer(Consumer, (gridEvent, _, token) => gridEvent.Subject == "stuck" ? Gate.PassAsync(gate.Id, token) : Task.CompletedTask);
        var stuck = await PublishAsync(fixture, Enumerable.Repeat("stuck", 200));
        var others = await PublishAsync(fixture, Subjects(10, 100));
        using var relay = Start(fixture, [consumer], new EventRelayOptions { Concurrency = 2, BufferedEvents = 32, BufferedEventsPerSubject = 4, BatchSize = 16 });

        await consumer.WaitForAsync(others);
        consumer.Handed.Count(handed => handed.Event.Subject == "stuck").ShouldBe(1);
        gate.Open();
        await consumer.WaitForAsync(stuck);
        await relay.StopAsync(default).WaitAsync(Patience);

        ShouldBeHandedOnceInOrder(consumer, [.. stuck, .. others]);
    }

    [Fact]
    public async Task Stopping_finishes_and_acknowledges_what_is_being_consumed_and_leaves_the_rest()
    {
        await using var fixture = await StartAsync(_time);
        var gate = Gate.Create();
        var consumer = new RecordingConsumer(Consumer, (_, _, token) => Gate.PassAsync(gate.Id, token));
        var events = await PublishAsync(fixture, ["a", "a", "a"]);
        using var relay = Start(fixture, consumer);
        await gate.Entered;

        var stop = relay.StopAsync(default);
        stop.IsCompleted.ShouldBeFalse();
        gate.Open();
        await stop.WaitAsync(Patience);

        consumer.Handed.Select(handed => handed.Event.Id).ShouldBe([events[0].Id]);
        (await fixture.Outbox.ReadAsync(Consumer, 0, 10, default)).Select(entry => entry.Event.Id).ShouldBe([events[1].Id, events[2].Id]);
    }

    private static IEnumerable<string> Subjects(int subjects, int rounds) =>
        Enumerable.Range(0, rounds).SelectMany(_ => Enumerable.Range(0, subjects)).Select(subject => $"subject{subject}");

    private static void ShouldBeHandedOnceInOrder(RecordingConsumer consumer, List<GridEvent> published)
    {
        var handed = consumer.Handed;
        handed.ShouldAllBe(item => item.Attempt == 1);
        handed.Count.ShouldBe(published.Count);
        foreach (var subject in published.GroupBy(gridEvent => gridEvent.Subject))
        {
            handed.Where(item => item.Event.Subject == subject.Key).Select(item => item.Event.Id).ShouldBe(subject.Select(gridEvent => gridEvent.Id));
        }
    }

    private EventRelay Start(IRelayFixture fixture, RecordingConsumer consumer) => Start(fixture, [consumer], new EventRelayOptions());

    private EventRelay Start(IRelayFixture fixture, IEventConsumer[] consumers, EventRelayOptions options) =>
        Start(fixture.Outbox, fixture.Store, consumers, options);

    private EventRelay Start(IOutbox outbox, IStore store, IEventConsumer[] consumers, EventRelayOptions options)
    {
        var relay = new EventRelay(outbox, store, consumers, options, _time, NullLogger<EventRelay>.Instance);
        relay.Start();
        return relay;
    }

    private async Task<List<GridEvent>> PublishAsync(IRelayFixture fixture, IEnumerable<string> subjects)
    {
        var events = subjects.Select(NewEvent).ToList();
        foreach (var chunk in events.Chunk(50))
        {
            var transaction = new StoreTransaction();
            foreach (var gridEvent in chunk)
            {
                transaction.Publish(gridEvent, Consumer);
            }

            await fixture.Store.CommitAsync(transaction, default);
        }

        return events;
    }

    private GridEvent NewEvent(string subject) => new(Ids.New(Ids.Event), _organizationId, "memory.updated", subject, 1, _time.GetUtcNow(), "{}");
}
