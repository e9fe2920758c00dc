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
        var types = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        _hasToken = types is [.., var last] && last == typeof(CancellationToken);
        ArgumentTypes = _hasToken ? types[..^1] : types;
        _invoke = Compile(method);
    }

    public GrainType Type { get; }

    public string Name { get; }

    public bool Interleaves { get; }

    /// <summary>The declared types of the arguments, without the cancellation token.</summary>
    public IReadOnlyList<Type> ArgumentTypes { get; }

    /// <summary>The type of the result, or of a stream's items; null if there is none.</summary>
    public abstract Type? ResultType { get; }

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

    /// <summary>The result of a task that <see cref="Send"/> gave and that has succeeded.</summary>
    public abstract object? ResultOf(object sent);

    /// <summary>The items of a stream that <see cref="Send"/> gave.</summary>
    public virtual IAsyncEnumerable<object?> ItemsOf(object sent) => throw new InvalidOperationException($"{Type.Name}.{Name} returns no stream.");

    /// <summary>The arguments as <see cref="Send"/> takes them.</summary>
    public object?[] Arguments(object?[] arguments, CancellationToken token) => _hasToken ? [.. arguments, token] : arguments;

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
        public override Type? ResultType => null;

        public override object? ResultOf(object sent) => null;

        public override object Send(GrainKey key, object?[] arguments)
        {
            var call = new TaskCall(this, arguments, TokenOf(arguments));
            Type.Grid.Send(key, call);
            return call.Task;
        }
    }

    private sealed class TaskMethod<T>(GrainType type, MethodInfo method) : GrainMethod(type, method)
    {
        public override Type ResultType => typeof(T);

        public override object? ResultOf(object sent) => ((Task<T>)sent).Result;

        public override object Send(GrainKey key, object?[] arguments)
        {
            var call = new TaskCall<T>(this, arguments, TokenOf(arguments));
            Type.Grid.Send(key, call);
            return call.Task;
        }
    }
}
