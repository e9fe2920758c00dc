using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Store;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Engine.Scheduling;

/// <summary>
/// Takes due work, does it and writes down what came of it. Each process has a loop for each of the <see cref="Lanes"/>;
/// several processes may, since a lease is taken by a versioned write that only one of them wins.
/// </summary>
public sealed partial class ScheduledWorkRunner(
    IScheduledWorkQueries queries,
    IStore store,
    IEnumerable<IScheduledWorker> workers,
    TimeProvider time,
    ILogger<ScheduledWorkRunner> logger)
{
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private const int BatchSize = 64;
    private const int Concurrency = 4;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly Dictionary<string, IScheduledWorker> _workers = workers.ToDictionary(worker => worker.Kind);

    /// <summary>The kinds of work, those together that wait for the same: see <see cref="IScheduledWorker.WaitsFor"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Lanes { get; } =
        [.. workers.GroupBy(worker => worker.WaitsFor, worker => worker.Kind).Select(IReadOnlyList<string> (lane) => [.. lane])];

    /// <summary>Does up to a batch of due work of each lane and answers how much it took.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancellationToken) =>
        (await Task.WhenAll(Lanes.Select(lane => RunDueAsync(lane, cancellationToken)))).Sum();

    /// <summary>Does up to a batch of due work of these kinds and answers how much it took; a full batch means that more may be due.</summary>
    public async Task<int> RunDueAsync(IReadOnlyList<string> kinds, CancellationToken cancellationToken)
    {
        var due = await queries.ListDueAsync(time.GetUtcNow(), kinds, BatchSize, cancellationToken);
        var taken = 0;
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken }, async (work, token) =>
        {
            if (await TakeAsync(work, token) is { } leased)
            {
                Interlocked.Increment(ref taken);
                await RunAsync(leased, token);
            }
        });
        return taken;
    }

    private async Task<ScheduledWorkRow?> TakeAsync(ScheduledWorkRow work, CancellationToken cancellationToken)
    {
        var leased = work with { LeasedUntil = time.GetUtcNow() + Lease };
        try
        {
            await store.CommitAsync(new StoreTransaction().Update(leased), cancellationToken);
            return leased with { Version = leased.Version + 1 };
        }
        catch (VersionConflictException)
        {
            // Another process took it, or it was done or moved meanwhile.
            return null;
        }
    }

    private async Task RunAsync(ScheduledWorkRow work, CancellationToken cancellationToken)
    {
        DateTimeOffset? next;
        var attempts = 0;
        try
        {
            next = await _workers[work.Kind].RunAsync(work, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            attempts = work.Attempts + 1;
            next = time.GetUtcNow() + PauseAfter(attempts);
            LogFailed(logger, exception, work.Kind, attempts);
        }

        try
        {
            var transaction = new StoreTransaction();
            _ = next is { } dueAt
                ? transaction.Update(work with { DueAt = dueAt, LeasedUntil = null, Attempts = attempts })
                : transaction.Delete((IVersionedRow)work);
            await store.CommitAsync(transaction, cancellationToken);
        }
        catch (VersionConflictException)
        {
            // It was scheduled anew while it ran; what is written then stands.
        }
    }

    private static TimeSpan PauseAfter(int attempts)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempts - 1, 16));
        return pause < LongestPause ? pause : LongestPause;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scheduled work of the kind {Kind} failed (attempt {Attempts}); it will be tried again.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string kind, int attempts);
}
