using System.Collections.Concurrent;
using FencyGrid.Grains.Engine.Events;

namespace FencyGrid.Compliance.Relay;

/// <summary>Remembers what it was handed, in order, and does what the test says before it accepts.</summary>
internal sealed class RecordingConsumer(string name, Func<GridEvent, int, CancellationToken, Task>? consume = null) : IEventConsumer
{
    private readonly Lock _gate = new();
    private readonly List<(GridEvent Event, int Attempt)> _handed = [];
    private readonly ConcurrentDictionary<string, bool> _consumed = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => name;

    /// <summary>Every handover, failed ones too.</summary>
    public IReadOnlyList<(GridEvent Event, int Attempt)> Handed
    {
        get
        {
            lock (_gate)
            {
                return [.. _handed];
            }
        }
    }

    public async Task ConsumeAsync(GridEvent gridEvent, int attempt, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _handed.Add((gridEvent, attempt));
        }

        _first.TrySetResult();

        if (consume is not null)
        {
            await consume(gridEvent, attempt, cancellationToken);
        }

        _consumed[gridEvent.Id] = true;
        lock (_gate)
        {
            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Waits until something was handed over, whatever became of it.</summary>
    public Task WaitForHandoverAsync() => _first.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Waits until all these events were consumed.</summary>
    public async Task WaitForAsync(IEnumerable<GridEvent> events)
    {
        var waiting = events.Select(gridEvent => gridEvent.Id).ToHashSet();
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                changed = _changed.Task;
            }

            waiting.RemoveWhere(_consumed.ContainsKey);
            if (waiting.Count == 0)
            {
                return;
            }

            await changed.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }
}
