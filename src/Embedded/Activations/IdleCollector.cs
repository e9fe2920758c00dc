namespace FencyGrid.Embedded.Activations;

/// <summary>
/// Finds the grains to take out of memory: unused for too long, or the least recently used ones while the grains together hold more
/// than the budget. It keeps the idle grains in a list by last use, so that neither asks to look at every grain there is.
/// </summary>
internal sealed class IdleCollector(EmbeddedGridOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Mailbox? _oldest;
    private Mailbox? _newest;
    private long _residentBytes;
    private int _passQueued;

    /// <summary>What the grains in memory say they hold, together.</summary>
    public long ResidentBytes => Interlocked.Read(ref _residentBytes);

    public void Resize(long difference) => Interlocked.Add(ref _residentBytes, difference);

    public void WentIdle(Mailbox mailbox)
    {
        // The newest stays where it is: a grain that is called over and over costs no lock.
        if (Volatile.Read(ref _newest) != mailbox)
        {
            lock (_gate)
            {
                Unlist(mailbox);
                List(mailbox);
            }
        }

        if (ResidentBytes > options.MemoryBudgetBytes && Interlocked.Exchange(ref _passQueued, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static collector => collector.RunQueuedPass(), this, preferLocal: false);
        }
    }

    /// <summary>Begins to deactivate the grains that were unused for longer than the allowed age.</summary>
    /// <returns>The deactivations' ends.</returns>
    public List<Task> CollectAged()
    {
        var unusedSince = time.GetTimestamp() - (long)(options.IdleAge.TotalSeconds * time.TimestampFrequency);
        var deactivations = new List<Task>();
        lock (_gate)
        {
            while (_oldest is { } mailbox && mailbox.LastUsed <= unusedSince)
            {
                Collect(mailbox, unusedSince, deactivations);
            }
        }

        return deactivations;
    }

    /// <summary>Begins to deactivate the least recently used grains until what stays is within the budget.</summary>
    public List<Task> CollectOverBudget()
    {
        var deactivations = new List<Task>();
        lock (_gate)
        {
            while (_oldest is { } mailbox && ResidentBytes > options.MemoryBudgetBytes)
            {
                Collect(mailbox, long.MaxValue, deactivations);
            }
        }

        return deactivations;
    }

    // A grain that turns out to be in use leaves the list as well; it comes back when it goes idle.
    private void Collect(Mailbox mailbox, long unusedSince, List<Task> deactivations)
    {
        Unlist(mailbox);
        if (mailbox.TryCollect(unusedSince) is { } deactivation)
        {
            deactivations.Add(deactivation);
        }
    }

    private void RunQueuedPass()
    {
        Volatile.Write(ref _passQueued, 0);
        CollectOverBudget();
    }

    private void List(Mailbox mailbox)
    {
        mailbox.IsListed = true;
        mailbox.Older = _newest;
        if (_newest is null)
        {
            _oldest = mailbox;
        }
        else
        {
            _newest.Newer = mailbox;
        }

        _newest = mailbox;
    }

    private void Unlist(Mailbox mailbox)
    {
        if (!mailbox.IsListed)
        {
            return;
        }

        mailbox.IsListed = false;
        if (mailbox.Older is null)
        {
            _oldest = mailbox.Newer;
        }
        else
        {
            mailbox.Older.Newer = mailbox.Newer;
        }

        if (mailbox.Newer is null)
        {
            _newest = mailbox.Older;
        }
        else
        {
            mailbox.Newer.Older = mailbox.Older;
        }

        mailbox.Older = mailbox.Newer = null;
    }
}
