namespace FencyGrid.Contracts;

/// <summary>
/// A grain's interface extends this. Its methods return <see cref="Task"/>, <see cref="Task{TResult}"/> or
/// <see cref="IAsyncEnumerable{T}"/> and take a <see cref="CancellationToken"/> last; arguments and results are immutable.
/// </summary>
public interface IGridGrain;

/// <summary>
/// Marks a read that runs beside the grain's turns instead of waiting for its own. Such a method reads
/// only an immutable snapshot that a turn has published, never state that a turn may be changing.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InterleavesAttribute : Attribute;
