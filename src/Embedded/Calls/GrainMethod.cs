using System.Linq.Expressions;
using System.Reflection;
using FencyGrid.Contracts;
using FencyGrid.Embedded.Activations;
using FencyGrid.Grains.Engine;

namespace FencyGrid.Embedded.Calls;

/// <summary>One method of a grain interface: how a reference sends it, and how an activation runs it.</summary>
internal abstract class GrainMethod
{
    private readonly Func<Grain, object?[], object> _invoke;
    private readonly bool _hasToken;

    protected GrainMethod(GrainType type, MethodInfo method)
    {
        Type = type;
        Name = method.Name;
        Interleaves = method.IsDefined(typeof(InterleavesAttribute));
        _hasToken = method.GetParameters() is [.., { } last] && last.ParameterType == typeof(CancellationToken);
        _invoke = Compile(method);
    }

    public GrainType Type { get; }

    public string Name { get; }

    public bool Interleaves { get; }

    /// <exception cref="ArgumentException">The method is not of a shape that a grain interface may have.</exception>
    public static GrainMethod Of(GrainType type, MethodInfo method)
    {
        var result = method.ReturnType;
        if (method.IsGenericMethodDefinition || method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef))
        {
            throw new ArgumentException($"{method.DeclaringType!.Name}.{method.Name} has type parameters or passes by reference, which a grain's method cannot.");
        }

        if (result == typeof(Task))
        {
            return new TaskMethod(type, method);
        }

        var shape = result.IsGenericType ? result.GetGenericTypeDefinition() : null;
        var open = shape == typeof(Task<>) ? typeof(TaskMethod<>)
            : shape == typeof(IAsyncEnumerable<>) ? typeof(StreamMethod<>)
            : throw new ArgumentException($"{method.DeclaringType!.Name}.{method.Name} returns {result.Name}; a grain's method returns Task, Task<T> or IAsyncEnumerable<T>.");
        return (GrainMethod)Activator.CreateInstance(open.MakeGenericType(result.GenericTypeArguments), type, method)!;
    }

    /// <summary>Sends the call; the result is what the interface's method returns.</summary>
    public abstract object Send(GrainKey key, object?[] arguments);

    /// <summary>Runs the method on an activation, on the caller's thread.</summary>
    public object Invoke(Grain grain, object?[] arguments) => _invoke(grain, arguments);

    protected CancellationToken TokenOf(object?[] arguments) => _hasToken ? (CancellationToken)arguments[^1]! : default;

    protected object?[] WithToken(object?[] arguments, CancellationToken token)
    {
        object?[] copy = [.. arguments];
        if (_hasToken)
        {
            copy[^1] = token;
        }

        return copy;
    }

    private static Func<Grain, object?[], object> Compile(MethodInfo method)
    {
        var grain = Expression.Parameter(typeof(Grain));
        var arguments = Expression.Parameter(typeof(object?[]));
        var call = Expression.Call(
            Expression.Convert(grain, method.DeclaringType!),
            method,
            method.GetParameters().Select((parameter, i) => Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), parameter.ParameterType)));
        return Expression.Lambda<Func<Grain, object?[], object>>(call, grain, arguments).Compile();
    }

    private sealed class TaskMethod(GrainType type, MethodInfo method) : GrainMethod(type, method)
    {
        public override object Send(GrainKey key, object?[] arguments)
        {
            var call = new TaskCall(this, arguments, TokenOf(arguments));
            Type.Grid.Send(key, call);
            return call.Task;
        }
    }

    private sealed class TaskMethod<T>(GrainType type, MethodInfo method) : GrainMethod(type, method)
    {
        public override object Send(GrainKey key, object?[] arguments)
        {
            var call = new TaskCall<T>(this, arguments, TokenOf(arguments));
            Type.Grid.Send(key, call);
            return call.Task;
        }
    }
}
