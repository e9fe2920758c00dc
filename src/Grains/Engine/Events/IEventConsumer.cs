namespace FencyGrid.Grains.Engine.Events;

/// <summary>
/// Receives events from the relay: at least once, in order per subject, again after a crash until acknowledged.
/// When <see cref="ConsumeAsync"/> returns, the relay acknowledges the event unless the consumer's own transaction already has.
/// When it throws <see cref="EventDeferredException"/>, the event is handed over again as that says. When it throws anything else, the event (and, to keep the order, later ones of the same subject) is handed over again after a pause.
/// </summary>
public interface IEventConsumer
{
    /// <summary>The name under which events are published to it.</summary>
    string Name { get; }

    /// <summary>How many subjects it takes at the same time; null for what the relay is set to.</summary>
    int? Concurrency => null;

    Task ConsumeAsync(GridEvent gridEvent, int attempt, CancellationToken cancellationToken);
}

/// <summary>What waits in the outbox. The relay is its only reader.</summary>
public interface IOutbox
{
    /// <summary>
    /// The oldest unacknowledged events of the consumer, in commit order, after <paramref name="afterPosition"/>.
    /// </summary>
    Task<IReadOnlyList<OutboxEntry>> ReadAsync(string consumer, long afterPosition, int limit, CancellationToken cancellationToken);

    /// <summary>Completes when something was published since the last call, or after <paramref name="timeout"/>.</summary>
    Task WaitForPublishedAsync(TimeSpan timeout, CancellationToken cancellationToken);
}

/// <param name="Position">Its place in the outbox: grows with commit order per subject.</param>
public sealed record OutboxEntry(long Position, GridEvent Event);
