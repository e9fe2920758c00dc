using FencyGrid.Client.Wire;
using FencyGrid.Contracts;
using FencyGrid.Embedded.Calls;
using GrainAddress = FencyGrid.Embedded.Calls.GrainAddress;

namespace FencyGrid.Silo.Hosting;

/// <summary>The chain of unfinished calls of this silo's engine, as a call to another grain takes it along.</summary>
internal sealed class ChainOrigin(CallChain chain) : ICallOrigin
{
    /// <summary>Longer chains are cut at their far end; they are errors in all likelihood, which their mailboxes' waiting shows.</summary>
    private const int LongestChain = 64;

    public IReadOnlyList<CallFrame> Frames
    {
        get
        {
            var frames = new List<CallFrame>();
            for (var link = chain; link is not null && frames.Count < LongestChain; link = link.Caller)
            {
                frames.Add(new CallFrame(link.Grain.Interface, link.Grain.Key.Value, link.Method, link.Kind.ToString()));
            }

            return frames;
        }
    }

    /// <summary>What the running code's calls take along.</summary>
    public static ICallOrigin? Current => CallChain.Current is { } chain ? new ChainOrigin(chain) : null;

    /// <summary>The chain that a call came with. Within the silo it is the very chain, so that it ends when its calls do.</summary>
    public static CallChain? Chain(ICallOrigin? origin) => origin switch
    {
        null => null,
        ChainOrigin local => local.Own,
        _ => origin.Frames.Reverse().Aggregate(
            (CallChain?)null,
            static (caller, frame) => new CallChain(
                new GrainAddress(frame.Grain, GrainKey.Parse(frame.Key)), null, frame.Method, Enum.TryParse<CallKind>(frame.Kind, out var kind) ? kind : CallKind.Turn, caller)),
    };

    private CallChain Own => chain;
}
