namespace FencyGrid.Client.Wire;

/// <summary>One unfinished call in the chain that leads to a call: which grain's method waits, and how it holds its grain.</summary>
/// <param name="Grain">The grain interface's name.</param>
/// <param name="Kind">The engine's word for how the call holds the grain.</param>
[GenerateSerializer]
[Immutable]
[Alias("fg.frame")]
public sealed record CallFrame(
    [property: Id(0)] string Grain,
    [property: Id(1)] string Key,
    [property: Id(2)] string Method,
    [property: Id(3)] string Kind);

/// <summary>Where a call comes from: nothing for a client, the chain of unfinished calls for a grain.</summary>
public interface ICallOrigin
{
    /// <summary>The chain, the innermost call first. Asked for only when the call leaves the process.</summary>
    IReadOnlyList<CallFrame> Frames { get; }
}

/// <summary>A chain that came over the wire.</summary>
public sealed class ReceivedOrigin(IReadOnlyList<CallFrame> frames) : ICallOrigin
{
    public IReadOnlyList<CallFrame> Frames => frames;
}
