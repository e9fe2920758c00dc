using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FencyGrid.Client.Wire;

/// <summary>
/// How arguments and results are written between processes. A reader skips fields that it does not know and takes the default for those
/// that are missing, so that silos and clients of neighbouring builds understand each other.
/// </summary>
internal static class WireJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        MaxDepth = 128,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>Each value under its declared type, in a JSON array.</summary>
    public static byte[] WriteAll(IReadOnlyList<object?> values, IReadOnlyList<Type> types)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Options.Encoder, MaxDepth = Options.MaxDepth }))
        {
            writer.WriteStartArray();
            for (var i = 0; i < types.Count; i++)
            {
                JsonSerializer.Serialize(writer, values[i], types[i], Options);
            }

            writer.WriteEndArray();
        }

        return buffer.ToArray();
    }

    /// <summary>What <see cref="WriteAll"/> wrote. Arguments that the writer did not know are their types' defaults.</summary>
    public static object?[] ReadAll(byte[] json, IReadOnlyList<Type> types)
    {
        var values = new object?[types.Count];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Options.MaxDepth });
        reader.Read();
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i < types.Count)
            {
                values[i] = JsonSerializer.Deserialize(ref reader, types[i], Options);
            }
            else
            {
                reader.Skip();
            }
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] ??= types[i].IsValueType && Nullable.GetUnderlyingType(types[i]) is null ? Activator.CreateInstance(types[i]) : null;
        }

        return values;
    }
}
