using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Compliance.Relay;

/// <summary>What becomes of an event that its consumer defers.</summary>
public abstract partial class RelayCompliance
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_deferred_event_comes_again_after_its_pause_is_no_failure_and_holds_back_only_its_subject()
    {
        await using var fixture = await StartAsync(_time);
        var deferrals = 0;
        var consumer = new RecordingConsumer(Consumer, (gridEvent, _, _) =>
            gridEvent.Subject == "later" && deferrals++ < 3 ? throw new EventDeferredException(Pause) : Task.CompletedTask);
        using var relay = Start(fixture, consumer);

        var later = await PublishAsync(fixture, ["later", "later"]);
        await consumer.WaitForAsync(await PublishAsync(fixture, Subjects(5, 20)));
        for (var round = 1; round <= 3; round++)
        {
            await _time.WaitForTimerAsync(Pause).WaitAsync(Patience);
            _time.Advance(Pause - TimeSpan.FromTicks(1));
            HandedOf(consumer, "later").Count.ShouldBe(round);
            _time.Advance(TimeSpan.FromTicks(1));
        }

        await consumer.WaitForAsync(later);
        await relay.StopAsync(default).WaitAsync(Patience);
        HandedOf(consumer, "later").ShouldBe([(later[0].Id, 1), (later[0].Id, 1), (later[0].Id, 1), (later[0].Id, 1), (later[1].Id, 1)]);
        (await fixture.Outbox.ReadAsync(Consumer, 0, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Stopping_waits_for_no_deferred_event_and_leaves_it_to_the_next_relay()
    {
        await using var fixture = await StartAsync(_time);
        var deferring = new RecordingConsumer(Consumer, (_, _, _) => throw new EventDeferredException(Pause));
        var events = await PublishAsync(fixture, ["a", "a"]);
        using (var first = Start(fixture, deferring))
        {
            await deferring.WaitForHandoverAsync();
            await _time.WaitForTimerAsync(Pause).WaitAsync(Patience);
            await first.StopAsync(default).WaitAsync(Patience);
        }

        var consumer = new RecordingConsumer(Consumer);
        using var second = Start(fixture, consumer);
        await consumer.WaitForAsync(events);
        await second.StopAsync(default).WaitAsync(Patience);

        HandedOf(deferring, "a").ShouldBe([(events[0].Id, 1)]);
        ShouldBeHandedOnceInOrder(consumer, events);
    }

    [Fact]
    public async Task A_deferred_event_that_another_transaction_acknowledges_is_not_handed_over_after_a_restart()
    {
        await using var fixture = await StartAsync(_time);
        var deferring = new RecordingConsumer(Consumer, (_, _, _) => throw new EventDeferredException(Pause));
        var events = await PublishAsync(fixture, ["a", "a"]);
        using (var first = Start(fixture, deferring))
        {
            await deferring.WaitForHandoverAsync();
            await _time.WaitForTimerAsync(Pause).WaitAsync(Patience);
            await fixture.Store.CommitAsync(new StoreTransaction().Acknowledge(_organizationId, Consumer, events[0].Id), default);
            await first.StopAsync(default).WaitAsync(Patience);
        }

        var consumer = new RecordingConsumer(Consumer);
        using var second = Start(fixture, consumer);
        await consumer.WaitForAsync([events[1]]);
        await second.StopAsync(default).WaitAsync(Patience);

        HandedOf(consumer, "a").ShouldBe([(events[1].Id, 1)]);
    }

    private static List<(string Id, int Attempt)> HandedOf(RecordingConsumer consumer, string subject) =>
        [.. consumer.Handed.Where(handed => handed.Event.Subject == subject).Select(handed => (handed.Event.Id, handed.Attempt))];
}
