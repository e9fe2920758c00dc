using FencyGrid.Embedded.Activations;
using FencyGrid.Grains.Engine;

namespace FencyGrid.Embedded.Calls;

/// <summary>
/// One call on one grain, from the moment it was made until its caller has the outcome.
/// It is the node of its mailbox's queue, and its own work item when it runs beside turns.
/// </summary>
internal abstract class Call(GrainMethod method, object?[] arguments, CancellationToken cancellationToken) : IGrainRead, IThreadPoolWorkItem
{
    private CancellationTokenRegistration _registration;
    private Mailbox? _mailbox;
    private Grain? _grain;

    public GrainMethod Method => method;

    /// <summary>The call that waits for this one; null if it comes from outside.</summary>
    public CallChain? Caller { get; set; }

    /// <summary>Links of the mailbox's queue, guarded by the mailbox.</summary>
    public Call? Next { get; set; }

    public Call? Previous { get; set; }

    public bool IsQueued { get; set; }

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Whether the caller has an outcome already: before the call ran, only by cancellation.</summary>
    public abstract bool IsCompleted { get; }

    /// <summary>What the grain's method came to; handed to the caller by <see cref="Settle"/>.</summary>
    public Task? Outcome { get; set; }

    protected abstract void Complete(Task outcome);

    protected abstract void CompleteCancelled(CancellationToken token);

    public void Attach(Mailbox mailbox) => _mailbox = mailbox;

    public void ObserveCancellation()
    {
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(static call => ((Call)call!).Cancel(), this);
        }
    }

    /// <summary>Runs the method on the grain, as part of <paramref name="chain"/> and of nothing else. Never throws.</summary>
    public Task Invoke(Grain grain, CallChain chain)
    {
        CallChain.Current = chain;
        try
        {
            return (Task)method.Invoke(grain, arguments);
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
        finally
        {
            CallChain.Current = null;
        }
    }

    /// <summary>Gives the caller the outcome and counts the call as done.</summary>
    public void Settle()
    {
        _registration.Unregister();
        if (Outcome is { } outcome)
        {
            Complete(outcome);
        }

        method.Type.Grid.ExitCall();
    }

    public void Fail(Task failure)
    {
        Outcome = failure;
        Settle();
    }

    public void Fail(Exception exception) => Fail(Task.FromException(exception));

    void IGrainRead.Start(Activation activation)
    {
        _grain = activation.Grain;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    void IThreadPoolWorkItem.Execute() => _ = RunBesideTurnsAsync();

    private async Task RunBesideTurnsAsync()
    {
        if (!IsCompleted)
        {
            var chain = new CallChain(_mailbox!, method.Name, CallKind.Read, Caller);
            var task = Invoke(_grain!, chain);
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            chain.Finish();
            Outcome = task;
        }

        _mailbox!.EndRead();
        Settle();
    }

    private void Cancel()
    {
        CompleteCancelled(cancellationToken);
        if (_mailbox?.TryRemove(this) == true)
        {
            method.Type.Grid.ExitCall();
        }
    }
}
