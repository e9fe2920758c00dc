using System.Diagnostics.CodeAnalysis;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Events.Relay;
using FencyGrid.Silo.Membership;
using FencyGrid.Silo.Relay.Streams;
using FencyGrid.Storage.Events;
using Microsoft.Extensions.Options;
using Orleans.BroadcastChannel;
using Orleans.Concurrency;

namespace FencyGrid.Silo.Relay;

/// <summary>
/// Runs the relay of one part of the outbox for as long as its silo lives: it publishes to the consumers' streams, and acknowledges in
/// the store. Should two silos run the same part for a moment, events are handed over twice, which consumers do not mind.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "They go with the deactivation.")]
[KeepAlive]
[Reentrant]
internal sealed class RelayGrain(
    IOutbox outbox,
    RelayAcknowledgements acknowledgements,
    IEnumerable<IEventConsumer> consumers,
    [FromKeyedServices(EventStreams.Provider)] IBroadcastChannelProvider streams,
    RelayAnnouncements announcements,
    IOptions<EventRelayOptions> relayOptions,
    IOptions<GridClusterOptions> options,
    TimeProvider time,
    ILogger<EventRelay> logger) : Grain, IRelayGrain, IRemindable
{
    /// <summary>Revives the relay even where no silo was there to notice that it was gone.</summary>
    private static readonly TimeSpan RevivalPeriod = TimeSpan.FromMinutes(1);

    private OutboxPart? _part;
    private EventRelay? _relay;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await this.RegisterOrUpdateReminder("relay", RevivalPeriod, RevivalPeriod);
        _part = new OutboxPart((IPartitionedOutbox)outbox, announcements, (int)this.GetPrimaryKeyLong(), options.Value.RelayPartitions);
        _relay = new EventRelay(_part, acknowledgements, consumers.Select(consumer => new StreamingConsumer(consumer, streams)), relayOptions.Value, time, logger);
        _relay.Start();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_relay is not null)
        {
            await _relay.StopAsync(cancellationToken);
            _relay.Dispose();
            _part?.Dispose();
        }
    }

    public Task EnsureAsync() => Task.CompletedTask;

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;
}
