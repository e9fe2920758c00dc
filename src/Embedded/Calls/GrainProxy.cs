using System.Reflection;
using FencyGrid.Contracts;
using FencyGrid.Embedded.Activations;

namespace FencyGrid.Embedded.Calls;

/// <summary>
/// A reference to a grain: a class generated once per interface, and per reference a copy of that interface's
/// prototype, which is far cheaper than asking for another generated instance.
/// </summary>
internal class GrainProxy : DispatchProxy
{
    private GrainType _type = null!;
    private GrainKey _key;

    public static object Prototype(GrainType type)
    {
        var proxy = Create(type.Interface, typeof(GrainProxy));
        ((GrainProxy)proxy)._type = type;
        return proxy;
    }

    public object For(GrainKey key)
    {
        var reference = (GrainProxy)MemberwiseClone();
        reference._key = key;
        return reference;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _type.Methods[targetMethod!].Send(_key, args!);
}
