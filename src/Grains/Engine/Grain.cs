using FencyGrid.Contracts;

namespace FencyGrid.Grains.Engine;

/// <summary>What the engine tells a grain about itself. First parameter of every grain's constructor.</summary>
public sealed record GrainContext(GrainKey Key);

/// <summary>
/// The base of every grain: plain C# that an engine activates by key, runs one turn at a time and drops when idle.
/// A grain keeps its state in memory, its truth in the store, and can be dropped at any moment.
/// </summary>
public abstract class Grain(GrainContext context)
{
    protected GrainKey Key => context.Key;

    protected string OrganizationId { get; } = context.Key.OrganizationId;

    /// <summary>Roughly how many bytes the activation holds; idle activations are collected by age and, past the engine's budget, least recently used first. Read after every turn: it must cost next to nothing.</summary>
    public virtual long ResidentBytes => 1024;

    /// <summary>Whether the grain has asked to be taken out of memory as soon as nobody waits for it.</summary>
    public bool IsLeaving { get; private set; }

    /// <summary>Reads the grain's rows. Runs before the first turn; if it throws, the call fails and no activation is kept.</summary>
    public virtual Task ActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs after the last turn, when the activation is collected or the engine stops. Nothing may depend on it having run.</summary>
    public virtual Task DeactivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// For a grain whose work is done: it is taken out of memory after the calls that wait, not only when it has been idle for long.
    /// The next call finds a fresh activation.
    /// </summary>
    protected void LeaveWhenIdle() => IsLeaving = true;
}
