using System.Collections.Frozen;
using System.Reflection;
using FencyGrid.Client.Wire;
using FencyGrid.Contracts;

namespace FencyGrid.Client.Calls;

/// <summary>A grain interface as callers see it: its methods, and the class that its references are of.</summary>
internal sealed class GridInterface<TGrain>
    where TGrain : class, IGridGrain
{
    private readonly GridProxy<TGrain> _prototype;

    public GridInterface(Func<ICallOrigin?>? origin)
    {
        Methods = typeof(TGrain).GetInterfaces().Prepend(typeof(TGrain))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .ToFrozenDictionary(method => method, method => GridMethod<TGrain>.Of(method, origin));
        _prototype = GridProxy<TGrain>.Prototype(this);
    }

    public FrozenDictionary<MethodInfo, GridMethod<TGrain>> Methods { get; }

    public TGrain Reference(IGrainHost<TGrain> host) => _prototype.For(host);
}
