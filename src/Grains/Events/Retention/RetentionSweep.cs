using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Idempotency;
using FencyGrid.Grains.Webhooks;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Events.Retention;

/// <summary>
/// Removes what has been kept for long enough: events and deliveries after 30 days, answers to idempotent requests after theirs. The rows
/// themselves say when that is, so nothing is lost with a process; several processes may sweep.
/// </summary>
public sealed partial class RetentionSweep(IRetentionQueries queries, IStore store, TimeProvider time, ILogger<RetentionSweep> logger)
{
    public static readonly TimeSpan EventsKeptFor = TimeSpan.FromDays(30);
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    // Small enough not to hold up other commits.
    private const int RowsPerCommit = 500;

    /// <summary>Sweeps again and again until <paramref name="stopping"/> is signalled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogFailed(logger, exception);
            }

            await Task.Delay(Interval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Returns when nothing is left to remove.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = now - EventsKeptFor;
        await RepeatAsync(
            () => queries.ListWithOldEventsAsync(before, cancellationToken), organizationId => new PruneEvents(organizationId, before, RowsPerCommit), cancellationToken);
        await RepeatAsync(
            () => queries.ListWithOldDeliveriesAsync(before, cancellationToken),
            webhook => new PruneDeliveries(webhook.OrganizationId, webhook.Part(1), before, RowsPerCommit),
            cancellationToken);
        await RepeatAsync(
            () => queries.ListWithExpiredResponsesAsync(now, cancellationToken), organizationId => new PruneResponses(organizationId, now, RowsPerCommit), cancellationToken);
    }

    private async Task RepeatAsync<T>(Func<Task<IReadOnlyList<T>>> list, Func<T, StoreChange> prune, CancellationToken cancellationToken)
    {
        while (await list() is { Count: > 0 } due)
        {
            foreach (var item in due)
            {
                await store.CommitAsync(new StoreTransaction().Add(prune(item)), cancellationToken);
            }
        }
    }

    [LoggerMessage(50, LogLevel.Warning, "What has been kept for long enough cannot be removed now; trying again later.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
