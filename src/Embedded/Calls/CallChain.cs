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
internal sealed class CallChain(GrainAddress grain, Mailbox? mailbox, string method, CallKind kind, CallChain? caller)
{
    private static readonly AsyncLocal<CallChain?> Local = new();

    private volatile bool _finished;
    private CallChain? _caller = caller;

    public CallChain(Mailbox mailbox, string method, CallKind kind, CallChain? caller)
        : this(mailbox.Address, mailbox, method, kind, caller)
    {
    }

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
            if (chain.Kind != CallKind.Read && chain.Mailbox is { } held)
            {
                yield return held;
            }
        }
    }

    public GrainAddress Grain => grain;

    public string Method => method;

    public CallKind Kind => kind;

    /// <summary>The call that waits for this one; null if this one is finished or came from outside.</summary>
    public CallChain? Caller => _caller is { _finished: false } waiting ? waiting : null;

    /// <summary>Null for a call in another process.</summary>
    private Mailbox? Mailbox => mailbox;

    private bool Blocks(Mailbox target, CallKind incoming) =>
        (kind == CallKind.Lifecycle || (kind == CallKind.Turn && incoming != CallKind.Read)) && (mailbox is null ? grain == target.Address : mailbox == target);

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

    private string Self => grain.Describe(method);
}
