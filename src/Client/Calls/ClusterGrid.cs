using System.Collections.Concurrent;
using FencyGrid.Client.Wire;
using FencyGrid.Contracts;

namespace FencyGrid.Client.Calls;

/// <summary>The grid of a whole cluster: a grain is reached wherever its activation lives.</summary>
/// <param name="origin">Answers the chain of calls that the running code belongs to; null outside of a silo.</param>
public sealed class ClusterGrid(IGrainFactory grains, Func<ICallOrigin?>? origin = null) : IGrid
{
    private readonly ConcurrentDictionary<Type, object> _interfaces = new();

    public TGrain Get<TGrain>(GrainKey key)
        where TGrain : class, IGridGrain =>
        ((GridInterface<TGrain>)_interfaces.GetOrAdd(typeof(TGrain), static (_, origin) => new GridInterface<TGrain>(origin), origin))
        .Reference(grains.GetGrain<IGrainHost<TGrain>>(key.Value));
}
