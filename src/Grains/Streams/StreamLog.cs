using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Streams;

namespace FencyGrid.Grains.Streams;

/// <summary>
/// What a stream keeps: each item in its newest state, in the order in which the items first appeared. A reader's position is the
/// number of the newest change it has; it is given every item that changed since. Turns write, readers read beside them.
/// </summary>
internal sealed class StreamLog(int maxWeight)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Entry> _entries = [];
    private readonly Dictionary<(string TaskId, string ItemId), LinkedListNode<Entry>> _byId = [];
    private TaskCompletionSource? _changed;
    private long _sequence;
    private long _delivered;
    private long _weight;

    public long Weight => Interlocked.Read(ref _weight);

    public void Publish(ProgressItem item)
    {
        TaskCompletionSource? changed;
        lock (_gate)
        {
            var sequence = ++_sequence;
            if (_byId.TryGetValue((item.AgentTaskId, item.Id), out var node))
            {
                _weight -= node.Value.Item.Progress.Weight;
                node.Value = node.Value with { Item = item, Sequence = sequence };
            }
            else
            {
                _byId.Add((item.AgentTaskId, item.Id), _entries.AddLast(new Entry(item, sequence, item.At)));
            }

            _weight += item.Progress.Weight;
            Trim();
            (changed, _changed) = (_changed, null);
        }

        changed?.TrySetResult();
    }

    /// <summary>The items that changed after <paramref name="position"/> and the position of one who has them; empty if none did.</summary>
    public IReadOnlyList<(ProgressItem Item, DateTimeOffset CreatedAt)> ReadAfter(ref long position)
    {
        lock (_gate)
        {
            if (position >= _sequence)
            {
                return [];
            }

            var changed = new List<(ProgressItem, DateTimeOffset)>();
            foreach (var entry in _entries)
            {
                if (entry.Sequence > position)
                {
                    changed.Add((entry.Item, entry.CreatedAt));
                }
            }

            position = _sequence;
            return changed;
        }
    }

    /// <summary>Completes when something was published after <paramref name="position"/>.</summary>
    public Task ChangedAfter(long position)
    {
        lock (_gate)
        {
            return position < _sequence
                ? Task.CompletedTask
                : (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>A reader was sent everything up to <paramref name="position"/>: the first to go when the stream holds too much.</summary>
    public void Delivered(long position)
    {
        lock (_gate)
        {
            _delivered = Math.Max(_delivered, position);
        }
    }

    private void Trim()
    {
        RemoveWhile(entry => entry.Sequence <= _delivered);
        RemoveWhile(_ => true);
    }

    // The newest stays, however large: without it the client would learn nothing at all.
    private void RemoveWhile(Func<Entry, bool> mayGo)
    {
        for (var node = _entries.First; node is not null && node != _entries.Last && _weight > maxWeight;)
        {
            var next = node.Next;
            if (mayGo(node.Value) && node.Value.Sequence != _sequence)
            {
                _weight -= node.Value.Item.Progress.Weight;
                _byId.Remove((node.Value.Item.AgentTaskId, node.Value.Item.Id));
                _entries.Remove(node);
            }

            node = next;
        }
    }

    private sealed record Entry(ProgressItem Item, long Sequence, DateTimeOffset CreatedAt);
}
