using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FencyGrid.Api.Http;

namespace FencyGrid.Api.XTrace;

/// <summary>How XTrace's answers are written: snake case, nulls kept.</summary>
internal static class XTraceJson
{
    private static readonly JsonSerializerOptions Wire = Configured();

    public static readonly JsonTypeInfo<XTraceAddAnswer> Added = Of<XTraceAddAnswer>();
    public static readonly JsonTypeInfo<XTraceSearchAnswer> Found = Of<XTraceSearchAnswer>();
    public static readonly JsonTypeInfo<XTracePage> Page = Of<XTracePage>();
    public static readonly JsonTypeInfo<XTraceMemory> OneMemory = Of<XTraceMemory>();
    public static readonly JsonTypeInfo<XTraceDeletion> Deletion = Of<XTraceDeletion>();

    private static JsonSerializerOptions Configured()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = XTraceJsonContext.Default,
        };
        options.Converters.Add(new MicrosecondTimestampConverter());
        return options;
    }

    private static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Wire.GetTypeInfo(typeof(T));
}

[JsonSerializable(typeof(XTraceAddAnswer))]
[JsonSerializable(typeof(XTraceSearchAnswer))]
[JsonSerializable(typeof(XTracePage))]
[JsonSerializable(typeof(XTraceDeletion))]
internal sealed partial class XTraceJsonContext : JsonSerializerContext;
