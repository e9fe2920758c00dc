using FencyGrid.Contracts;
using FencyGrid.Embedded.Calls;

namespace FencyGrid.Embedded.Activations;

internal enum PostResult
{
    Accepted,

    /// <summary>The mailbox has left the directory; another one takes its place.</summary>
    Closed,

    Full,
}

/// <summary>
/// Everything of one grain in memory: its activation, if it has one, and the calls that wait for their turn.
/// It stays in the directory while either exists, so a key never has two activations. All fields are guarded by the mailbox's own lock;
/// the pump (the other part of this class) is the only one to replace the activation.
/// </summary>
internal sealed partial class Mailbox(GrainType type, GrainKey key) : IThreadPoolWorkItem
{
    private Call? _first;
    private Call? _last;
    private int _queued;
    private List<IGrainRead>? _waitingReads;
    private int _reads;
    private Activation? _activation;
    private TaskCompletionSource? _deactivation;
    private bool _running;
    private bool _closed;

    public GrainKey Key => key;

    /// <summary>Links of the idle list, guarded by the collector.</summary>
    public Mailbox? Older { get; set; }

    public Mailbox? Newer { get; set; }

    public bool IsListed { get; set; }

    /// <summary>When the grain was last seen to go idle, as a timestamp of the grid's clock.</summary>
    public long LastUsed { get; private set; }

    private EmbeddedGrid Grid => type.Grid;

    public GrainAddress Address => new(type.Name, key);

    public string Describe(string method) => Address.Describe(method);

    /// <summary>Queues a call for a turn of its own.</summary>
    public PostResult Post(Call call)
    {
        lock (this)
        {
            if (_closed)
            {
                return PostResult.Closed;
            }

            if (_queued >= Grid.Options.MailboxCapacity)
            {
                return PostResult.Full;
            }

            call.Attach(this);
            Enqueue(call);
            if (_running)
            {
                return PostResult.Accepted;
            }

            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        return PostResult.Accepted;
    }

    /// <summary>Starts a read beside the turns, or as soon as there is an activation.</summary>
    public PostResult PostRead(IGrainRead read)
    {
        Activation? activation;
        var wake = false;
        lock (this)
        {
            if (_closed)
            {
                return PostResult.Closed;
            }

            if (_reads >= Grid.Options.MailboxCapacity)
            {
                return PostResult.Full;
            }

            (read as Call)?.Attach(this);
            _reads++;
            activation = _activation;
            if (activation is null)
            {
                (_waitingReads ??= []).Add(read);
                wake = !_running;
                _running = true;
            }
        }

        if (activation is not null)
        {
            read.Start(activation);
        }

        if (wake)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }

        return PostResult.Accepted;
    }

    public void EndRead()
    {
        bool idle;
        lock (this)
        {
            _reads--;
            idle = _reads == 0 && !_running && !_closed;
            if (idle)
            {
                LastUsed = Grid.Time.GetTimestamp();
            }
        }

        if (idle)
        {
            Grid.Collector.WentIdle(this);
        }
    }

    /// <summary>Whether the call waits for its turn here, or, a read, for the activation.</summary>
    public bool IsWaiting(Call call)
    {
        lock (this)
        {
            return call.IsQueued || _waitingReads?.Contains(call) == true;
        }
    }

    /// <summary>Takes a waiting call out; false if it does not wait here.</summary>
    public bool TryRemove(Call call)
    {
        lock (this)
        {
            if (call.IsQueued)
            {
                Unlink(call);
                return true;
            }

            if (_waitingReads?.Remove(call) == true)
            {
                _reads--;
                return true;
            }

            return false;
        }
    }

    /// <summary>Begins to deactivate the grain if it is idle, and was when <paramref name="unusedSince"/> was the time.</summary>
    /// <returns>The deactivation's end, or null if the grain is in use.</returns>
    public Task? TryCollect(long unusedSince)
    {
        lock (this)
        {
            if (_closed || _running || _reads > 0 || LastUsed > unusedSince)
            {
                return null;
            }

            // Counted as gone already, so that the next pass over the budget does not collect others in its stead.
            SetResidentBytes(0);
            return BeginDeactivation();
        }
    }

    /// <summary>Deactivates the grain after the turn that is running; the task ends when that is done.</summary>
    public Task DeactivateAsync()
    {
        lock (this)
        {
            return _closed ? Task.CompletedTask : BeginDeactivation();
        }
    }

    private Task BeginDeactivation()
    {
        _deactivation ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_running)
        {
            _running = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return _deactivation.Task;
    }

    private void Enqueue(Call call)
    {
        call.IsQueued = true;
        call.Previous = _last;
        if (_last is null)
        {
            _first = call;
        }
        else
        {
            _last.Next = call;
        }

        _last = call;
        _queued++;
    }

    private void Unlink(Call call)
    {
        call.IsQueued = false;
        _queued--;
        if (call.Previous is null)
        {
            _first = call.Next;
        }
        else
        {
            call.Previous.Next = call.Next;
        }

        if (call.Next is null)
        {
            _last = call.Previous;
        }
        else
        {
            call.Next.Previous = call.Previous;
        }

        call.Next = call.Previous = null;
    }
}
