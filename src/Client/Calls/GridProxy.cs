using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using FencyGrid.Contracts;

namespace FencyGrid.Client.Calls;

/// <summary>A reference to a grain: a copy of its interface's prototype, which is far cheaper than another generated instance.</summary>
[SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "The generated proxies derive from it.")]
internal class GridProxy<TGrain> : DispatchProxy
    where TGrain : class, IGridGrain
{
    private GridInterface<TGrain> _interface = null!;
    private IGrainHost<TGrain> _host = null!;

    public static GridProxy<TGrain> Prototype(GridInterface<TGrain> grainInterface)
    {
        var proxy = (GridProxy<TGrain>)(object)Create<TGrain, GridProxy<TGrain>>();
        proxy._interface = grainInterface;
        return proxy;
    }

    public TGrain For(IGrainHost<TGrain> host)
    {
        var reference = (GridProxy<TGrain>)MemberwiseClone();
        reference._host = host;
        return (TGrain)(object)reference;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _interface.Methods[targetMethod!].Send(_host, args!);
}
