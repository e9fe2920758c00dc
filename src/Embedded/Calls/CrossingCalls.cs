using System.Collections.Concurrent;
using FencyGrid.Contracts;
using FencyGrid.Embedded.Activations;

namespace FencyGrid.Embedded.Calls;

/// <summary>
/// Finds calls of different chains that wait for each other: one turn of A calls B while one of B calls A. No chain contains itself then,
/// so <see cref="CallChain.FindCycle"/> cannot see it; but among calls that wait, each from the grains whose turns it holds up to the grain it
/// waits for, they make a circle. One call of each circle fails, so that the others go on.
/// Only calls that have waited for <see cref="Patience"/> are looked at: a call that nobody awaits is not to be blamed for a short wait.
/// </summary>
internal sealed class CrossingCalls(TimeProvider time)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<Waiting> _arrived = new();
    private List<Waiting> _waiting = [];

    /// <summary>Remembers a call that a grain has made and that could not start at once.</summary>
    public void Watch(Call call, Mailbox target) => _arrived.Enqueue(new Waiting(call, target, time.GetTimestamp()));

    /// <summary>Fails one call of each circle. One caller at a time.</summary>
    public void Break()
    {
        while (_arrived.TryDequeue(out var arrived))
        {
            _waiting.Add(arrived);
        }

        _waiting = [.. _waiting.Where(waiting => waiting.Target.IsWaiting(waiting.Call))];
        var old = _waiting.Where(waiting => time.GetElapsedTime(waiting.Since) >= Patience).ToList();
        if (old.Count < 2)
        {
            return;
        }

        // From a grain to the calls that its turn, among others, waits for.
        var blockedOn = old.SelectMany(waiting => Held(waiting.Call).Select(holder => (holder, waiting))).ToLookup(pair => pair.holder, pair => pair.waiting);
        var failed = new HashSet<Waiting>();
        foreach (var waiting in old)
        {
            if (FindCircle(waiting, blockedOn, failed) is { } circle && waiting.Target.TryRemove(waiting.Call))
            {
                failed.Add(waiting);
                waiting.Call.Fail(new CallCycleException(
                    $"Grains wait for each other: {string.Join(" -> ", circle.Select(link => link.Target.Describe(link.Call.Method.Name)))}. Call in one direction only, or mark what only reads as interleaving."));
            }
        }
    }

    private static List<Waiting>? FindCircle(Waiting start, ILookup<Mailbox, Waiting> blockedOn, HashSet<Waiting> failed)
    {
        var goal = Held(start.Call).ToHashSet();
        var seen = new HashSet<Mailbox>();
        var path = new List<Waiting> { start };
        return Reaches(start.Target) ? path : null;

        bool Reaches(Mailbox mailbox)
        {
            if (goal.Contains(mailbox))
            {
                return true;
            }

            if (!seen.Add(mailbox))
            {
                return false;
            }

            foreach (var next in blockedOn[mailbox].Where(next => !failed.Contains(next)))
            {
                path.Add(next);
                if (Reaches(next.Target))
                {
                    return true;
                }

                path.RemoveAt(path.Count - 1);
            }

            return false;
        }
    }

    private static IEnumerable<Mailbox> Held(Call call) => CallChain.Held(call.Caller);

    /// <param name="Since">A timestamp of the grid's clock.</param>
    private sealed record Waiting(Call Call, Mailbox Target, long Since);
}
