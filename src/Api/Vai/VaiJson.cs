using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FencyGrid.Api.Http;

namespace FencyGrid.Api.Vai;

/// <summary>How VirtuousAI's answers are written: camel case, nulls kept.</summary>
internal static class VaiJson
{
    private static readonly JsonSerializerOptions Wire = Configured();

    public static readonly JsonTypeInfo<VaiMemory> OneMemory = Of<VaiMemory>();
    public static readonly JsonTypeInfo<VaiMemories> Memories = Of<VaiMemories>();
    public static readonly JsonTypeInfo<VaiBackfill> Backfill = Of<VaiBackfill>();

    private static JsonSerializerOptions Configured()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = VaiJsonContext.Default,
        };
        options.Converters.Add(new MicrosecondTimestampConverter());
        return options;
    }

    private static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Wire.GetTypeInfo(typeof(T));
}

[JsonSerializable(typeof(VaiMemory))]
[JsonSerializable(typeof(VaiMemories))]
[JsonSerializable(typeof(VaiBackfill))]
internal sealed partial class VaiJsonContext : JsonSerializerContext;
