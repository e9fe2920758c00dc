using FencyGrid.Grains.Engine.Events;

namespace FencyGrid.Storage.Events;

/// <summary>An outbox whose subjects several relays share, each with a part of its own.</summary>
public interface IPartitionedOutbox : IOutbox
{
    /// <summary>As <see cref="IOutbox.ReadAsync"/>, of the subjects of one part of <paramref name="parts"/>.</summary>
    /// <param name="part">From 0.</param>
    Task<IReadOnlyList<OutboxEntry>> ReadAsync(string consumer, int part, int parts, long afterPosition, int limit, CancellationToken cancellationToken);
}
