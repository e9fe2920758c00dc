using System.Collections.Concurrent;

namespace FencyGrid.Compliance.Engine.Grains;

/// <summary>A point where a grain says that it has arrived and waits to be let through. Found by id, which survives any serialization.</summary>
public sealed class Gate
{
    private static readonly ConcurrentDictionary<string, Gate> Gates = new();
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Completes when someone stands at the gate.</summary>
    public Task Entered => _entered.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public static Gate Create()
    {
        var gate = new Gate();
        Gates[gate.Id] = gate;
        return gate;
    }

    public static Task PassAsync(string id, CancellationToken cancellationToken = default)
    {
        var gate = Gates[id];
        gate._entered.TrySetResult();
        return gate._opened.Task.WaitAsync(cancellationToken);
    }

    public void Open() => _opened.TrySetResult();
}
