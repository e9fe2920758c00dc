using FencyGrid.Compliance.Time;
using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Events.Relay;
using FencyGrid.Grains.Engine.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace FencyGrid.Embedded.Tests.Relay;

public sealed class RelayRescanTests
{
    [Fact]
    public async Task An_event_that_becomes_visible_after_later_ones_were_read_is_found_by_the_next_rescan()
    {
        var time = new ManualTimeProvider();
        var outbox = new MemoryOutbox(time);
        var consumer = new Consumer();
        var (late, early) = (NewEvent("late"), NewEvent("early"));
        outbox.Hide(late);
        await outbox.CommitAsync(new StoreTransaction().Publish(late, consumer.Name).Publish(early, consumer.Name), default);
        using var relay = new EventRelay(outbox, outbox, [consumer], new EventRelayOptions(), time, NullLogger<EventRelay>.Instance);
        relay.Start();
        (await consumer.NextAsync()).ShouldBe(early);

        outbox.Show(late);
        await time.WaitForTimerAsync(TimeSpan.FromSeconds(10)).WaitAsync(TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromSeconds(10));

        (await consumer.NextAsync()).ShouldBe(late);
        await relay.StopAsync(default);
    }

    private static GridEvent NewEvent(string subject) => new(Ids.New(Ids.Event), "org", "memory.updated", subject, 1, DateTimeOffset.UnixEpoch, "{}");

    private sealed class Consumer : IEventConsumer
    {
        private readonly System.Threading.Channels.Channel<GridEvent> _handed = System.Threading.Channels.Channel.CreateUnbounded<GridEvent>();

        public string Name => EventConsumers.Webhooks;

        public Task ConsumeAsync(GridEvent gridEvent, int attempt, CancellationToken cancellationToken) => _handed.Writer.WriteAsync(gridEvent, cancellationToken).AsTask();

        public async Task<GridEvent> NextAsync() => await _handed.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
    }
}
