using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Embedded.Tests.Relay;

/// <summary>An outbox in memory. Events can be kept out of sight, as those of a commit that a later one overtook.</summary>
internal sealed class MemoryOutbox(TimeProvider time) : IStore, IOutbox
{
    private readonly Lock _gate = new();
    private readonly List<(OutboxEntry Entry, string Consumer)> _entries = [];
    private readonly HashSet<string> _hidden = [];
    private TaskCompletionSource _published = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;

    public Task CommitAsync(StoreTransaction transaction, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var change in transaction.Changes)
            {
                if (change is PublishEvent publish)
                {
                    _position++;
                    _entries.AddRange(publish.Consumers.Select(consumer => (new OutboxEntry(_position, publish.Event), consumer)));
                    _published.TrySetResult();
                }
                else if (change is AcknowledgeEvent acknowledged)
                {
                    _entries.RemoveAll(item => item.Consumer == acknowledged.Consumer && item.Entry.Event.Id == acknowledged.EventId);
                }
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<OutboxEntry>> ReadAsync(string consumer, long afterPosition, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<OutboxEntry>>([.. _entries
                .Where(item => item.Consumer == consumer && item.Entry.Position > afterPosition && !_hidden.Contains(item.Entry.Event.Id))
                .Select(item => item.Entry)
                .Take(limit)]);
        }
    }

    public async Task WaitForPublishedAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        Task published;
        lock (_gate)
        {
            published = _published.Task;
        }

        await published.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            if (_published.Task.IsCompleted)
            {
                _published = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Hide(GridEvent gridEvent)
    {
        lock (_gate)
        {
            _hidden.Add(gridEvent.Id);
        }
    }

    public void Show(GridEvent gridEvent)
    {
        lock (_gate)
        {
            _hidden.Remove(gridEvent.Id);
        }
    }
}
