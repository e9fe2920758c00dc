using FencyGrid.Contracts;

namespace FencyGrid.Storage.Sqlite;

/// <summary>The work that waits for the writer's thread, in order of arrival, bounded.</summary>
internal sealed class WriterQueue(int capacity)
{
    private readonly Queue<PendingWork> _work = new();
    private bool _closed;

    public void Add(PendingWork work)
    {
        lock (_work)
        {
            if (_closed)
            {
                throw new RetryableException("The store is shutting down.");
            }

            if (work is PendingCommit && _work.Count >= capacity)
            {
                throw new RetryableException($"The store's queue of {capacity} waiting transactions is full. Try again shortly.");
            }

            _work.Enqueue(work);
            if (_work.Count == 1)
            {
                Monitor.Pulse(_work);
            }
        }
    }

    /// <summary>Waits for work, then takes what has come, up to <paramref name="limit"/>; false once closed and empty.</summary>
    public bool Take(List<PendingWork> taken, int limit)
    {
        taken.Clear();
        lock (_work)
        {
            while (_work.Count == 0)
            {
                if (_closed)
                {
                    return false;
                }

                Monitor.Wait(_work);
            }

            while (taken.Count < limit && _work.TryDequeue(out var work))
            {
                taken.Add(work);
            }

            return true;
        }
    }

    /// <summary>Refuses further work; what is in it is still done.</summary>
    public void Close()
    {
        lock (_work)
        {
            _closed = true;
            Monitor.PulseAll(_work);
        }
    }
}
