using System.Reflection;

namespace FencyGrid.Contracts.Calls;

/// <summary>A method of a grain interface, as an engine or a client reads it.</summary>
internal sealed class GrainSignature
{
    private readonly bool _takesToken;

    private GrainSignature(MethodInfo method)
    {
        Method = method;
        var types = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        if (method.IsGenericMethodDefinition || types.Any(type => type.IsByRef))
        {
            throw new ArgumentException($"{method.DeclaringType!.Name}.{method.Name} has type parameters or passes by reference, which a grain's method cannot.");
        }

        _takesToken = types is [.., var last] && last == typeof(CancellationToken);
        ArgumentTypes = _takesToken ? types[..^1] : types;
    }

    public MethodInfo Method { get; }

    public string Name => Method.Name;

    /// <summary>Whether it may run beside turns.</summary>
    public bool Interleaves => Method.IsDefined(typeof(InterleavesAttribute));

    /// <summary>The declared types of the arguments, without the cancellation token.</summary>
    public IReadOnlyList<Type> ArgumentTypes { get; }

    /// <summary>All methods of the interface, its bases' too.</summary>
    /// <exception cref="ArgumentException">A method is not of a shape that a grain interface may have.</exception>
    public static IEnumerable<GrainSignature> AllOf(Type grainInterface) => grainInterface.GetInterfaces().Prepend(grainInterface)
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
        .Select(method => new GrainSignature(method));

    /// <summary>What <paramref name="shapes"/> makes of what the method returns.</summary>
    /// <exception cref="ArgumentException">The method does not return what a grain's method may.</exception>
    public TMethod Match<TMethod>(IGrainShapes<TMethod> shapes)
    {
        var returned = Method.ReturnType;
        if (returned == typeof(Task))
        {
            return shapes.OfTask(this);
        }

        var open = returned.IsGenericType ? returned.GetGenericTypeDefinition() : null;
        var shape = open == typeof(Task<>) ? nameof(shapes.OfResult)
            : open == typeof(IAsyncEnumerable<>) ? nameof(shapes.OfStream)
            : throw new ArgumentException($"{Method.DeclaringType!.Name}.{Name} returns {returned.Name}; a grain's method returns Task, Task<T> or IAsyncEnumerable<T>.");
        return (TMethod)typeof(IGrainShapes<TMethod>).GetMethod(shape)!.MakeGenericMethod(returned.GenericTypeArguments).Invoke(shapes, [this])!;
    }

    /// <summary>The token among the arguments of a call.</summary>
    public CancellationToken TokenOf(object?[] arguments) => _takesToken ? (CancellationToken)arguments[^1]! : default;

    /// <summary>The arguments of a call without the token.</summary>
    public object?[] WithoutToken(object?[] arguments) => _takesToken ? arguments[..^1] : arguments;

    /// <summary>The arguments of a call with <paramref name="token"/>, if the method takes one.</summary>
    /// <param name="arguments">Without a token.</param>
    public object?[] WithToken(object?[] arguments, CancellationToken token) => _takesToken ? [.. arguments, token] : arguments;
}

/// <summary>Makes something of a grain's method, by what it returns.</summary>
internal interface IGrainShapes<out TMethod>
{
    TMethod OfTask(GrainSignature signature);

    TMethod OfResult<T>(GrainSignature signature);

    TMethod OfStream<T>(GrainSignature signature);
}
