using System.Collections.Concurrent;
using System.Collections.Frozen;
using FencyGrid.Client.Wire;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Calls;
using Orleans.Runtime;

namespace FencyGrid.Client.Calls;

/// <summary>The grid of a whole cluster: a grain is reached wherever its activation lives.</summary>
/// <param name="origin">Answers the chain of calls that the running code belongs to; null outside of a silo.</param>
public sealed class ClusterGrid(IGrainFactory grains, Func<ICallOrigin?>? origin = null) : IGrid
{
    private readonly ConcurrentDictionary<Type, object> _interfaces = new();

    public TGrain Get<TGrain>(GrainKey key)
        where TGrain : class, IGridGrain =>
        ((HostedInterface<TGrain>)_interfaces.GetOrAdd(typeof(TGrain), static (_, grid) => grid.Find<TGrain>(), this)).Get(grains, key);

    private HostedInterface<TGrain> Find<TGrain>()
        where TGrain : class, IGridGrain
    {
        // Which key does not matter.
        var reference = (GrainReference)grains.GetGrain<IGrainHost<TGrain>>(typeof(TGrain).Name);
        return new HostedInterface<TGrain>(
            reference.GrainId.Type,
            reference.InterfaceType,
            GrainReference<IGrainHost<TGrain>>.Prototype(
                typeof(TGrain),
                GrainSignature.AllOf(typeof(TGrain)).ToFrozenDictionary(
                    signature => signature.Method, signature => new SendGrainCall<IGrainHost<TGrain>>(GridMethod<TGrain>.Of(signature, origin).Send))));
    }

    /// <summary>What Orleans calls a grain interface's host: found out once, since it spells the names out of the type anew whenever it is asked.</summary>
    private sealed record HostedInterface<TGrain>(GrainType Type, GrainInterfaceType Interface, GrainReference<IGrainHost<TGrain>> Prototype)
        where TGrain : class, IGridGrain
    {
        public TGrain Get(IGrainFactory grains, GrainKey key) =>
            (TGrain)(object)Prototype.For((IGrainHost<TGrain>)grains.GetGrain(GrainId.Create(Type, key.Value), Interface));
    }
}
