using FencyGrid.Grains.Engine.Events;
using FencyGrid.Storage.Events;

namespace FencyGrid.Silo.Relay;

/// <summary>The outbox as one of several relays sees it: the subjects of its part.</summary>
internal sealed class OutboxPart : IOutbox, IDisposable
{
    private readonly SemaphoreSlim _announced = new(0, 1);
    private readonly IPartitionedOutbox _outbox;
    private readonly RelayAnnouncements _announcements;
    private readonly int _part;
    private readonly int _parts;

    public OutboxPart(IPartitionedOutbox outbox, RelayAnnouncements announcements, int part, int parts)
    {
        _outbox = outbox;
        _announcements = announcements;
        _part = part;
        _parts = parts;
        announcements.Add(_announced);
    }

    public Task<IReadOnlyList<OutboxEntry>> ReadAsync(string consumer, long afterPosition, int limit, CancellationToken cancellationToken) =>
        _outbox.ReadAsync(consumer, _part, _parts, afterPosition, limit, cancellationToken);

    public Task WaitForPublishedAsync(TimeSpan timeout, CancellationToken cancellationToken) => _announced.WaitAsync(timeout, cancellationToken);

    public void Dispose() => _announcements.Remove(_announced);
}
