using System.Linq.Expressions;
using System.Reflection;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Calls;
using FencyGrid.Embedded.Activations;
using FencyGrid.Grains.Engine;

namespace FencyGrid.Embedded.Calls;

/// <summary>One method of a grain interface: how a reference sends it, and how an activation runs it.</summary>
internal abstract class GrainMethod
{
    private readonly Func<Grain, object?[], object> _invoke;

    protected GrainMethod(GrainType type, GrainSignature signature)
    {
        Type = type;
        Signature = signature;
        Name = signature.Name;
        Interleaves = signature.Interleaves;
        _invoke = Compile(signature.Method);
    }

    public GrainType Type { get; }

    public string Name { get; }

    public bool Interleaves { get; }

    public GrainSignature Signature { get; }

    /// <summary>The type of the result, or of a stream's items; null if there is none.</summary>
    public abstract Type? ResultType { get; }

    /// <exception cref="ArgumentException">The method is not of a shape that a grain interface may have.</exception>
    public static GrainMethod Of(GrainType type, GrainSignature signature) => signature.Match(new Shapes(type));

    /// <summary>Sends the call; the result is what the interface's method returns.</summary>
    public abstract object Send(GrainKey key, object?[] arguments);

    /// <summary>The result of a task that <see cref="Send"/> gave and that has succeeded.</summary>
    public abstract object? ResultOf(object sent);

    /// <summary>The items of a stream that <see cref="Send"/> gave.</summary>
    public virtual IAsyncEnumerable<object?> ItemsOf(object sent) => throw new InvalidOperationException($"{Type.Name}.{Name} returns no stream.");

    /// <summary>Runs the method on an activation, on the caller's thread.</summary>
    public object Invoke(Grain grain, object?[] arguments) => _invoke(grain, arguments);

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

    private sealed class TaskMethod(GrainType type, GrainSignature signature) : GrainMethod(type, signature)
    {
        public override Type? ResultType => null;

        public override object? ResultOf(object sent) => null;

        public override object Send(GrainKey key, object?[] arguments)
        {
            var call = new TaskCall(this, arguments, Signature.TokenOf(arguments));
            Type.Grid.Send(key, call);
            return call.Task;
        }
    }

    private sealed class TaskMethod<T>(GrainType type, GrainSignature signature) : GrainMethod(type, signature)
    {
        public override Type ResultType => typeof(T);

        public override object? ResultOf(object sent) => ((Task<T>)sent).Result;

        public override object Send(GrainKey key, object?[] arguments)
        {
            var call = new TaskCall<T>(this, arguments, Signature.TokenOf(arguments));
            Type.Grid.Send(key, call);
            return call.Task;
        }
    }

    private sealed class Shapes(GrainType type) : IGrainShapes<GrainMethod>
    {
        public GrainMethod OfTask(GrainSignature signature) => new TaskMethod(type, signature);

        public GrainMethod OfResult<T>(GrainSignature signature) => new TaskMethod<T>(type, signature);

        public GrainMethod OfStream<T>(GrainSignature signature) => new StreamMethod<T>(type, signature);
    }
}
