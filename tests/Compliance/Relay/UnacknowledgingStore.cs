using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Compliance.Relay;

/// <summary>A store that refuses the next so many commits, as one that is away does.</summary>
internal sealed class UnacknowledgingStore(IStore store, int refusals) : IStore
{
    private int _refusals = refusals;
    private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the first refusal.</summary>
    public Task Refused => _refused.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public Task CommitAsync(StoreTransaction transaction, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _refusals) < 0)
        {
            return store.CommitAsync(transaction, cancellationToken);
        }

        _refused.TrySetResult();
        throw new RetryableException("The store is away.");
    }
}
