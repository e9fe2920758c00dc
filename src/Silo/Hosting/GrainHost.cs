using System.Runtime.CompilerServices;
using FencyGrid.Client.Calls;
using FencyGrid.Client.Wire;
using FencyGrid.Contracts;
using FencyGrid.Embedded;
using FencyGrid.Embedded.Activations;
using FencyGrid.Embedded.Calls;
using FencyGrid.Silo.Membership;
using Orleans.Concurrency;
using GrainType = FencyGrid.Embedded.Activations.GrainType;

namespace FencyGrid.Silo.Hosting;

/// <summary>
/// A grain's place in the cluster. Orleans sees to it that a key has one and brings calls to it; the engine of its silo runs them as turns.
/// It holds no state and never waits for a turn itself, so Orleans may run all its calls beside each other.
/// </summary>
[Reentrant]
internal sealed class GrainHost<TGrain>(EmbeddedGrid grid, HostedGrains hosted, SiloLease lease) : Orleans.Grain, IGrainHost<TGrain>
    where TGrain : class, IGridGrain
{
    private readonly GrainType _type = grid.TypeOf(typeof(TGrain));
    private GrainKey _key;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = GrainKey.Parse(this.GetPrimaryKeyString());

        // Calls that were still queued when the grain last left this silo may have brought it up again behind Orleans' back,
        // and it has been elsewhere since: what it knew then is old.
        if (_type.FindMailbox(_key.Value) is { } left)
        {
            await left.DeactivateAsync().WaitAsync(cancellationToken);
        }

        hosted.Add(typeof(TGrain), _key, this);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        hosted.Remove(typeof(TGrain), _key, this);
        if (_type.FindMailbox(_key.Value) is { } mailbox)
        {
            await mailbox.DeactivateAsync().WaitAsync(cancellationToken);
        }
    }

    public async Task<GrainReply> CallAsync(GrainCall call, CancellationToken cancellationToken)
    {
        try
        {
            var method = _type.MethodNamed(call.Method);
            var task = (Task)Send(method, call, cancellationToken);
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            return task switch
            {
                // It may have been brought up elsewhere while the call was at it: what it read may be old, what it wrote may be unknown there.
                { IsCompletedSuccessfully: true } when !lease.IsHeld => GrainReply.Failed(Lost(method)),
                { IsCompletedSuccessfully: true } => method.ResultType is { } type ? GrainReply.Of(method.ResultOf(task), type) : GrainReply.Done,
                { IsFaulted: true } => GrainReply.Failed(task.Exception.InnerException!),
                _ => GrainReply.Failed(new OperationCanceledException("The call was cancelled.")),
            };
        }
        catch (Exception exception)
        {
            return GrainReply.Failed(exception);
        }
    }

    public async IAsyncEnumerable<GrainReply> StreamAsync(GrainCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Begun by its first step, so that what keeps it from beginning is told as any failure of it is.
        await using var replies = RepliesAsync(call, cancellationToken).GetAsyncEnumerator(CancellationToken.None);
        for (GrainReply? failed = null; failed is null;)
        {
            try
            {
                if (!await replies.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                failed = GrainReply.Failed(exception);
            }

            yield return failed ?? replies.Current;
        }
    }

    /// <summary>Leaves the silo: the next call finds another place, or this one anew.</summary>
    public void Leave() => DeactivateOnIdle();

    private static GridException Lost(GrainMethod method) => method.Interleaves
        ? new RetryableException("This silo lost touch with the cluster during the read. Call again, or another silo.")
        : new UncertainOutcomeException("This silo lost touch with the cluster during the call. Read before writing again: whether it was carried out is not known.");

    /// <summary>The grain's code for a stream runs in steps, each of them part of the chain that the call came with.</summary>
    private async IAsyncEnumerable<GrainReply> RepliesAsync(GrainCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var method = _type.MethodNamed(call.Method);
        var chain = ChainOrigin.Chain(call.Origin);
        await using var items = method.ItemsOf(Send(method, call, cancellationToken)).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            CallChain.Current = chain;
            if (!await items.MoveNextAsync())
            {
                yield break;
            }

            yield return GrainReply.Of(items.Current, method.ResultType!);
        }
    }

    private object Send(GrainMethod method, GrainCall call, CancellationToken cancellationToken)
    {
        lease.Check();
        var arguments = method.Signature.WithToken(call.ReadArguments(method.Signature.ArgumentTypes), cancellationToken);
        CallChain.Current = ChainOrigin.Chain(call.Origin);
        try
        {
            return method.Send(_key, arguments);
        }
        finally
        {
            CallChain.Current = null;
        }
    }
}
