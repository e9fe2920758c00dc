using FencyGrid.Contracts;

namespace FencyGrid.Compliance.Engine.Grains;

/// <summary>A grain that keeps one number, saved in the test's store, and can be asked to behave badly.</summary>
public interface IProbeGrain : IGridGrain
{
    /// <summary>Adds one in several steps: overlapping turns would lose some.</summary>
    Task<int> IncrementAsync(CancellationToken cancellationToken);

    Task SetAsync(int value, CancellationToken cancellationToken);

    /// <summary>Takes the value, waits at the gate, and publishes it only then.</summary>
    Task SetBehindGateAsync(int value, string gateId, CancellationToken cancellationToken);

    Task<int> GetAsync(CancellationToken cancellationToken);

    /// <summary>The value that a turn has last published.</summary>
    [Interleaves]
    Task<int> PeekAsync(CancellationToken cancellationToken);

    Task AppendAsync(int item, CancellationToken cancellationToken);

    Task<IReadOnlyList<int>> GetAppendedAsync(CancellationToken cancellationToken);

    /// <summary>Which of the key's activations answers, 1 for the first.</summary>
    Task<int> GetActivationAsync(CancellationToken cancellationToken);

    /// <summary>Has the grain estimate that it holds so many bytes.</summary>
    Task GrowAsync(long bytes, CancellationToken cancellationToken);

    /// <summary>Asks to be taken out of memory.</summary>
    Task LeaveAsync(CancellationToken cancellationToken);

    Task FailAsync(string message, CancellationToken cancellationToken);

    /// <summary>Throws before there is a task.</summary>
    Task FailAtOnceAsync(string message, CancellationToken cancellationToken);

    /// <summary>Meets a version conflict the first so many times it runs; then answers which activation it ran on.</summary>
    Task<int> ConflictAsync(int times, CancellationToken cancellationToken);

    /// <summary>Writes the value, and fails as a commit does whose answer was lost.</summary>
    Task SetInDoubtAsync(int value, CancellationToken cancellationToken);

    /// <summary>Has another probe meet conflicts, and lets what comes of it escape.</summary>
    Task<int> HaveConflictAsync(string key, int times, CancellationToken cancellationToken);

    /// <summary>Waits at the gate until cancelled, then opens the other gate.</summary>
    Task WaitForCancellationAsync(string gateId, string cancelledGateId, CancellationToken cancellationToken);

    /// <summary>The published value, then every one that is published.</summary>
    IAsyncEnumerable<int> WatchAsync(CancellationToken cancellationToken);
}
