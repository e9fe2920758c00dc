using FencyGrid.Contracts;
using FencyGrid.Embedded.Activations;

namespace FencyGrid.Embedded.Calls;

internal enum CallKind
{
    /// <summary>Holds the grain's turn: nothing but interleaving reads runs beside it.</summary>
    Turn,

    /// <summary>Runs beside turns and holds none.</summary>
    Read,

    /// <summary>Activation or deactivation: holds the turn, and reads wait for it too.</summary>
    Lifecycle,
}

/// <summary>
/// A call that is under way, linked to the call that made it. It travels with the asynchronous flow of the call's own code, so that
/// whatever that code calls knows who waits for it. A finished call waits for nobody: it ends the chain, and lets go of the rest of it,
/// so work that outlives the call it was started in counts as coming from outside.
/// </summary>
internal sealed class CallChain(Mailbox mailbox, string method, CallKind kind, CallChain? caller)
{
    private static readonly AsyncLocal<CallChain?> Local = new();

    private volatile bool _finished;
    private CallChain? _caller = caller;

    /// <summary>The unfinished call whose code is running here; null outside of the grid.</summary>
    public static CallChain? Current
    {
        get => Local.Value is { _finished: false } chain ? chain : null;
        set => Local.Value = value;
    }

    public void Finish()
    {
        _finished = true;
        _caller = null;
    }

    /// <summary>The error if <paramref name="caller"/>, by waiting for a call on <paramref name="target"/>, would wait for itself.</summary>
    public static CallCycleException? FindCycle(CallChain? caller, Mailbox target, string method, CallKind kind)
    {
        for (var chain = caller; chain is { _finished: false }; chain = chain._caller)
        {
            if (chain.Blocks(target, kind))
            {
                return new CallCycleException(Describe(caller, target, method));
            }
        }

        return null;
    }

    /// <summary>The grains whose turn, activation or deactivation goes on until the call made from <paramref name="caller"/> ends.</summary>
    public static IEnumerable<Mailbox> Held(CallChain? caller)
    {
        for (var chain = caller; chain is { _finished: false }; chain = chain._caller)
        {
            if (chain.Kind != CallKind.Read)
            {
                yield return chain.Mailbox;
            }
        }
    }

    private Mailbox Mailbox => mailbox;

    private CallKind Kind => kind;

    private bool Blocks(Mailbox target, CallKind incoming) =>
        mailbox == target && (kind == CallKind.Lifecycle || (kind == CallKind.Turn && incoming != CallKind.Read));

    private static string Describe(CallChain? caller, Mailbox target, string method)
    {
        var links = new List<string> { target.Describe(method) };
        for (var chain = caller; chain is { _finished: false }; chain = chain._caller)
        {
            links.Add(chain.Self);
        }

        links.Reverse();
        return $"A grain cannot be called by its own unfinished turn: {string.Join(" -> ", links)}. Mark the last method as interleaving if it only reads, or call it after the turn.";
    }

    private string Self => mailbox.Describe(method);
}
