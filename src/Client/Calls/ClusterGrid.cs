using System.Collections.Concurrent;
using System.Collections.Frozen;
using FencyGrid.Client.Wire;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Calls;

namespace FencyGrid.Client.Calls;

/// <summary>The grid of a whole cluster: a grain is reached wherever its activation lives.</summary>
/// <param name="origin">Answers the chain of calls that the running code belongs to; null outside of a silo.</param>
public sealed class ClusterGrid(IGrainFactory grains, Func<ICallOrigin?>? origin = null) : IGrid
{
    private readonly ConcurrentDictionary<Type, object> _prototypes = new();

    public TGrain Get<TGrain>(GrainKey key)
        where TGrain : class, IGridGrain =>
        (TGrain)((GrainReference<IGrainHost<TGrain>>)_prototypes.GetOrAdd(typeof(TGrain), static (_, origin) => Prototype<TGrain>(origin), origin))
        .For(grains.GetGrain<IGrainHost<TGrain>>(key.Value));

    private static GrainReference<IGrainHost<TGrain>> Prototype<TGrain>(Func<ICallOrigin?>? origin)
        where TGrain : class, IGridGrain =>
        GrainReference<IGrainHost<TGrain>>.Prototype(
            typeof(TGrain),
            GrainSignature.AllOf(typeof(TGrain)).ToFrozenDictionary(
                signature => signature.Method, signature => new SendGrainCall<IGrainHost<TGrain>>(GridMethod<TGrain>.Of(signature, origin).Send)));
}
