using FencyGrid.Contracts;
using FencyGrid.Embedded.Calls;

namespace FencyGrid.Embedded.Activations;

/// <summary>
/// The pump: runs one step after the other while there are any, and only one pump runs at a time. It starts on a pool thread
/// without anyone's asynchronous context, and no turn's context outlives the turn's start here.
/// </summary>
internal sealed partial class Mailbox
{
    /// <summary>After so many turns in a row the mailbox goes to the back of the pool's queue, so that a busy grain does not keep a thread.</summary>
    private const int TurnsInARow = 128;

    private long _residentBytes;

    private enum Step
    {
        Turn,
        Activate,
        Deactivate,
        Idle,
        Closed,
    }

    void IThreadPoolWorkItem.Execute() => _ = PumpAsync();

    private async Task PumpAsync()
    {
        Call? finished = null;
        TaskCompletionSource? deactivated = null;
        for (var turns = 0; turns < TurnsInARow; turns++)
        {
            var step = NextStep(out var call);
            if (step == Step.Idle)
            {
                Grid.Collector.WentIdle(this);
            }

            // Only now, so that a caller who has its answer finds the grain idle when it was the last.
            finished?.Settle();
            deactivated?.SetResult();
            finished = null;
            deactivated = null;
            switch (step)
            {
                case Step.Turn:
                    await RunTurnAsync(call!);
                    finished = call;
                    break;
                case Step.Activate:
                    await ActivateForReadsAsync();
                    break;
                case Step.Deactivate:
                    await DropAsync(caller: null);
                    deactivated = EndDeactivation();
                    break;
                default:
                    return;
            }
        }

        finished?.Settle();
        deactivated?.SetResult();
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private Step NextStep(out Call? call)
    {
        lock (this)
        {
            call = null;
            if (_deactivation is not null)
            {
                return Step.Deactivate;
            }

            if (_first is not null)
            {
                call = _first;
                Unlink(call);
                return Step.Turn;
            }

            if (_waitingReads is not null)
            {
                return Step.Activate;
            }

            if (_reads == 0 && _activation?.Grain.IsLeaving == true)
            {
                _deactivation = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return Step.Deactivate;
            }

            _running = false;
            if (_activation is null)
            {
                _closed = true;
                type.Remove(this);
                return Step.Closed;
            }

            LastUsed = Grid.Time.GetTimestamp();
            return Step.Idle;
        }
    }

    private async Task RunTurnAsync(Call call)
    {
        if (call.IsCompleted)
        {
            return;
        }

        var chain = new CallChain(this, call.Method.Name, CallKind.Turn, call.Caller);
        if (_activation is null && await TryActivateAsync(chain) is { } failure)
        {
            call.Outcome = failure;
            FailWaiting(failure);
        }
        else if (!call.IsCompleted)
        {
            call.Outcome = await RunOnActivationAsync(call, chain);
        }

        chain.Finish();
    }

    private async Task<Task> RunOnActivationAsync(Call call, CallChain chain)
    {
        var outcome = call.Invoke(_activation!.Grain, chain);
        await outcome.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (VersionConflicts.IsOwn(outcome))
        {
            EngineLog.VersionConflict(Grid.Logger, Describe(call.Method.Name));
            await DropAsync(chain);
            Grid.Host?.Conflicted(type.Interface, key);
            if (call.IsCompleted)
            {
                return outcome;
            }

            if (await TryActivateAsync(chain) is { } failure)
            {
                FailWaiting(failure);
                return failure;
            }

            outcome = call.Invoke(_activation!.Grain, chain);
            await outcome.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (VersionConflicts.IsOwn(outcome))
            {
                VersionConflicts.MarkReported(outcome);
                await DropAsync(chain);
            }
        }
        else if (outcome.Exception?.InnerException is UncertainOutcomeException)
        {
            // Whether its rows were written is not known: what it remembers may be old, and whoever reads next is to see what is so.
            await DropAsync(chain);
        }

        MeasureResidentBytes();
        return outcome;
    }

    private async Task ActivateForReadsAsync()
    {
        if (_activation is null && await TryActivateAsync(_waitingReads!.OfType<Call>().FirstOrDefault()?.Caller) is { } failure)
        {
            FailWaiting(failure);
        }
    }

    /// <returns>Null, or the failed or cancelled task if there is no activation now.</returns>
    private async Task<Task?> TryActivateAsync(CallChain? caller)
    {
        var chain = new CallChain(this, nameof(Grains.Engine.Grain.ActivateAsync), CallKind.Lifecycle, caller);
        Activation? activation = null;
        Task task;
        CallChain.Current = chain;
        try
        {
            activation = new Activation(type.Create(key));
            task = activation.Grain.ActivateAsync(Grid.Aborted);
        }
        catch (Exception exception)
        {
            task = Task.FromException(exception);
        }
        finally
        {
            CallChain.Current = null;
        }

        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        chain.Finish();
        if (!task.IsCompletedSuccessfully)
        {
            return task;
        }

        List<IGrainRead>? reads;
        lock (this)
        {
            _activation = activation;
            reads = _waitingReads;
            _waitingReads = null;
        }

        MeasureResidentBytes();
        reads?.ForEach(read => read.Start(activation!));
        return null;
    }

    /// <summary>Calls that waited for a failed activation share its failure: thousands of them do not each wait for a store that is away.</summary>
    private void FailWaiting(Task failure)
    {
        Call? call;
        List<IGrainRead>? reads;
        lock (this)
        {
            call = _first;
            for (var queued = call; queued is not null; queued = queued.Next)
            {
                queued.IsQueued = false;
            }

            _first = _last = null;
            _queued = 0;
            reads = _waitingReads;
            _waitingReads = null;
            _reads -= reads?.Count ?? 0;
        }

        while (call is not null)
        {
            var next = call.Next;
            call.Next = call.Previous = null;
            call.Fail(failure);
            call = next;
        }

        reads?.ForEach(read => read.Fail(failure));
    }

    /// <summary>Ends the activation, if there is one: reads and streams from now on get a fresh one.</summary>
    private async Task DropAsync(CallChain? caller)
    {
        Activation? activation;
        lock (this)
        {
            activation = _activation;
            _activation = null;
        }

        if (activation is null)
        {
            return;
        }

        activation.Drop();
        SetResidentBytes(0);
        var chain = new CallChain(this, nameof(Grains.Engine.Grain.DeactivateAsync), CallKind.Lifecycle, caller);
        CallChain.Current = chain;
        try
        {
            var task = activation.Grain.DeactivateAsync(Grid.Aborted);
            CallChain.Current = null;
            await task;
        }
        catch (Exception exception)
        {
            CallChain.Current = null;
            EngineLog.DeactivationFailed(Grid.Logger, exception, Describe(nameof(Grains.Engine.Grain.DeactivateAsync)));
        }

        chain.Finish();
    }

    private TaskCompletionSource EndDeactivation()
    {
        lock (this)
        {
            var deactivation = _deactivation!;
            _deactivation = null;
            return deactivation;
        }
    }

    private void MeasureResidentBytes()
    {
        if (_activation is { } activation)
        {
            SetResidentBytes(activation.Grain.ResidentBytes);
        }
    }

    private void SetResidentBytes(long bytes)
    {
        if (bytes != _residentBytes)
        {
            Grid.Collector.Resize(bytes - _residentBytes);
            _residentBytes = bytes;
        }
    }
}
