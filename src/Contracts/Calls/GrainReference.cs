using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace FencyGrid.Contracts.Calls;

/// <summary>How one method of a grain interface is called on what a reference stands for; answers what the interface's method returns.</summary>
internal delegate object SendGrainCall<in TTarget>(TTarget target, object?[] arguments);

/// <summary>
/// A reference to a grain: a class generated once per interface, and per reference a copy of that interface's prototype, which is far
/// cheaper than asking for another generated instance.
/// </summary>
/// <typeparam name="TTarget">What stands for the grain where the calls go.</typeparam>
[SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "The generated classes derive from it.")]
internal class GrainReference<TTarget> : DispatchProxy
{
    private FrozenDictionary<MethodInfo, SendGrainCall<TTarget>> _methods = null!;
    private TTarget _target = default!;

    public static GrainReference<TTarget> Prototype(Type grainInterface, FrozenDictionary<MethodInfo, SendGrainCall<TTarget>> methods)
    {
        var prototype = (GrainReference<TTarget>)Create(grainInterface, typeof(GrainReference<TTarget>));
        prototype._methods = methods;
        return prototype;
    }

    /// <summary>A reference of the prototype's interface.</summary>
    public object For(TTarget target)
    {
        var reference = (GrainReference<TTarget>)MemberwiseClone();
        reference._target = target;
        return reference;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _methods[targetMethod!](_target, args!);
}
