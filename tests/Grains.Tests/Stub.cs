using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace FencyGrid.Grains.Tests;

/// <summary>Answers the calls of an interface.</summary>
[SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "A type that is made at run time derives from it.")]
internal class Stub<T> : DispatchProxy
    where T : class
{
    private Func<MethodInfo, object?[], object> _answer = null!;

    public static T Of(Func<MethodInfo, object> answer) => Of((method, _) => answer(method));

    public static T Of(Func<MethodInfo, object?[], object> answer)
    {
        var stub = Create<T, Stub<T>>();
        ((Stub<T>)(object)stub)._answer = answer;
        return stub;
    }

    protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => _answer(targetMethod!, args ?? []);
}
