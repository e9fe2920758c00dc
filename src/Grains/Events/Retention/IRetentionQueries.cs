using FencyGrid.Contracts;

namespace FencyGrid.Grains.Events.Retention;

/// <summary>What has been kept for long enough. Only the sweep reads so, over all organizations.</summary>
public interface IRetentionQueries
{
    /// <summary>Organizations with events from before <paramref name="before"/> that no consumer waits for.</summary>
    Task<IReadOnlyList<string>> ListWithOldEventsAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Webhooks whose oldest delivery is from before <paramref name="before"/>.</summary>
    Task<IReadOnlyList<GrainKey>> ListWithOldDeliveriesAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Organizations with answers to idempotent requests that have expired.</summary>
    Task<IReadOnlyList<string>> ListWithExpiredResponsesAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
