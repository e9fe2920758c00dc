namespace FencyGrid.Client.Wire;

/// <summary>
/// A call of a grain's method. Within a process it is handed on as it is, since arguments are immutable; only between processes are they
/// written, each under the type that the method declares.
/// </summary>
[Immutable]
public sealed class GrainCall
{
    private readonly object?[]? _arguments;
    private readonly IReadOnlyList<Type>? _types;
    private readonly byte[]? _json;

    /// <param name="arguments">Without the cancellation token.</param>
    /// <param name="types">The declared types of the arguments.</param>
    public GrainCall(string method, object?[] arguments, IReadOnlyList<Type> types, ICallOrigin? origin)
    {
        Method = method;
        Origin = origin;
        _arguments = arguments;
        _types = types;
    }

    private GrainCall(GrainCallSurrogate surrogate)
    {
        Method = surrogate.Method;
        Origin = surrogate.Frames is { Count: > 0 } frames ? new ReceivedOrigin(frames) : null;
        _json = surrogate.Arguments;
    }

    public string Method { get; }

    /// <summary>The chain of calls that wait for this one; null if it comes from outside of the grid.</summary>
    public ICallOrigin? Origin { get; }

    /// <param name="types">The declared types of the method's parameters, without the cancellation token.</param>
    public object?[] ReadArguments(IReadOnlyList<Type> types) => _arguments ?? WireJson.ReadAll(_json!, types);

    internal static GrainCall From(in GrainCallSurrogate surrogate) => new(surrogate);

    internal GrainCallSurrogate ToSurrogate() => new()
    {
        Method = Method,
        Arguments = _json ?? WireJson.WriteAll(_arguments!, _types!),
        Frames = Origin?.Frames is { } frames ? [.. frames] : null,
    };
}

/// <summary>A <see cref="GrainCall"/> between processes.</summary>
[GenerateSerializer]
[Alias("fg.call")]
public struct GrainCallSurrogate
{
    [Id(0)]
    public string Method { get; set; }

    [Id(1)]
    public byte[] Arguments { get; set; }

    [Id(2)]
    public List<CallFrame>? Frames { get; set; }
}

[RegisterConverter]
internal sealed class GrainCallConverter : IConverter<GrainCall, GrainCallSurrogate>
{
    public GrainCall ConvertFromSurrogate(in GrainCallSurrogate surrogate) => GrainCall.From(surrogate);

    public GrainCallSurrogate ConvertToSurrogate(in GrainCall value) => value.ToSurrogate();
}
