using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace FencyGrid.Client.Wire;

/// <summary>What came of a call: a result or an exception. Handed on as it is within a process, written between processes.</summary>
[Immutable]
public sealed class GrainReply
{
    private readonly object? _result;
    private readonly Type? _type;
    private readonly byte[]? _json;
    private readonly Exception? _exception;
    private readonly GrainFailure? _failure;

    private GrainReply(object? result, Type? type, Exception? exception)
    {
        _result = result;
        _type = type;
        _exception = exception;
    }

    private GrainReply(GrainReplySurrogate surrogate)
    {
        _json = surrogate.Result;
        _failure = surrogate.Failure;
    }

    /// <summary>The reply of a method without a result.</summary>
    public static GrainReply Done { get; } = new(null, null, null);

    /// <param name="type">The type that the method declares.</param>
    public static GrainReply Of(object? result, Type type) => new(result, type, null);

    public static GrainReply Failed(Exception exception) => new(null, null, exception);

    /// <summary>Throws what the method threw.</summary>
    public void ThrowIfFailed()
    {
        if (_exception is not null)
        {
            ExceptionDispatchInfo.Throw(_exception);
        }

        if (_failure is not null)
        {
            throw _failure.ToException();
        }
    }

    /// <summary>The result, or what the method threw.</summary>
    public T Read<T>()
    {
        ThrowIfFailed();
        return _json is null ? (T)_result! : JsonSerializer.Deserialize<T>(_json, WireJson.Options)!;
    }

    internal static GrainReply From(in GrainReplySurrogate surrogate) => new(surrogate);

    internal GrainReplySurrogate ToSurrogate() => new()
    {
        Result = _json ?? (_type is null ? null : JsonSerializer.SerializeToUtf8Bytes(_result, _type, WireJson.Options)),
        Failure = _failure ?? (_exception is null ? null : GrainFailure.Of(_exception)),
    };
}

/// <summary>A <see cref="GrainReply"/> between processes.</summary>
[GenerateSerializer]
[Alias("fg.reply")]
public struct GrainReplySurrogate
{
    [Id(0)]
    public byte[]? Result { get; set; }

    [Id(1)]
    public GrainFailure? Failure { get; set; }
}

[RegisterConverter]
internal sealed class GrainReplyConverter : IConverter<GrainReply, GrainReplySurrogate>
{
    public GrainReply ConvertFromSurrogate(in GrainReplySurrogate surrogate) => GrainReply.From(surrogate);

    public GrainReplySurrogate ConvertToSurrogate(in GrainReply value) => value.ToSurrogate();
}
