using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Storage.Sqlite;

/// <summary>Something that waits for the writer's thread.</summary>
internal abstract class PendingWork;

/// <summary>A transaction and whoever waits for it. It can be withdrawn until the writer starts it.</summary>
internal sealed class PendingCommit(StoreTransaction transaction) : PendingWork
{
    private const int Waiting = 0;
    private const int Started = 1;
    private const int Withdrawn = 2;

    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    public StoreTransaction Transaction => transaction;

    public Task Completion => _completion.Task;

    /// <summary>Why this transaction alone fails while its group commits.</summary>
    public Exception? Failure { get; set; }

    /// <summary>False when it was withdrawn.</summary>
    public bool TryStart() => Interlocked.CompareExchange(ref _state, Started, Waiting) == Waiting;

    public void Withdraw(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting)
        {
            _completion.TrySetCanceled(cancellationToken);
        }
    }

    public void Complete()
    {
        if (Failure is null)
        {
            _completion.TrySetResult();
        }
        else
        {
            _completion.TrySetException(Failure);
        }
    }
}

/// <summary>A checkpoint that was asked for.</summary>
/// <param name="truncate">Whether the log is emptied too.</param>
internal sealed class PendingCheckpoint(bool truncate) : PendingWork
{
    public bool Truncate => truncate;

    public TaskCompletionSource<bool> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
