using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FencyGrid.Api.Http.Body;
using FencyGrid.Contracts.MemoryTypes;

namespace FencyGrid.Api.Http;

/// <summary>Metadata from a request: a bounded JSON object, kept as text without insignificant whitespace.</summary>
public static class MetadataText
{
    public const int MaxBytes = 64 * 1024;

    /// <summary>Objects and arrays within one another, the metadata itself counted.</summary>
    public const int MaxDepth = 16;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The field as JSON text; null when it was left out.</summary>
    /// <param name="declared">For a form, whose values are all strings: which fields are numbers, booleans or arrays.</param>
    public static string? Read(RequestFields fields, string field, IReadOnlyList<MetadataField>? declared = null)
    {
        if (fields.Find(field) is not { } value)
        {
            return null;
        }

        var name = fields.NameOf(field);
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw fields.Invalid(field, "must be an object", value);
        }

        Check(value, name, 1);
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            if (declared is { Count: > 0 })
            {
                WriteTyped(writer, value, name, declared);
            }
            else
            {
                value.WriteTo(writer);
            }
        }

        return buffer.WrittenCount <= MaxBytes
            ? Encoding.UTF8.GetString(buffer.WrittenSpan)
            : throw RequestFields.Invalid(name, $"has {buffer.WrittenCount} bytes as JSON; at most {MaxBytes} are allowed.");
    }

    private static void Check(JsonElement value, string name, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array when depth > MaxDepth:
                throw RequestFields.Invalid(name, $"is nested deeper than {MaxDepth} levels.");
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    Check(property.Value, name, depth + 1);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Check(item, name, depth + 1);
                }

                break;
            case JsonValueKind.Number when !double.IsFinite(value.GetDouble()):
                throw RequestFields.Invalid(name, "has a number past the range of a 64-bit floating-point number.");
        }
    }

    private static void WriteTyped(Utf8JsonWriter writer, JsonElement form, string name, IReadOnlyList<MetadataField> declared)
    {
        writer.WriteStartObject();
        foreach (var property in form.EnumerateObject())
        {
            writer.WritePropertyName(property.Name);
            var type = declared.FirstOrDefault(field => field.Name == property.Name)?.FieldType;
            if (property.Value.ValueKind == JsonValueKind.String && type is { } known)
            {
                WriteTyped(writer, property.Value.GetString()!, $"{name}.{property.Name}", known);
            }
            else
            {
                property.Value.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteTyped(Utf8JsonWriter writer, string value, string name, MetadataFieldType type)
    {
        switch (type)
        {
            case MetadataFieldType.Number when IsJsonNumber(value):
                writer.WriteRawValue(value);
                break;
            case MetadataFieldType.Boolean when value is "true" or "false":
                writer.WriteBooleanValue(value == "true");
                break;
            case MetadataFieldType.StringArray:
                writer.WriteStartArray();
                writer.WriteStringValue(value);
                writer.WriteEndArray();
                break;
            case MetadataFieldType.String:
                writer.WriteStringValue(value);
                break;
            default:
                throw RequestFields.Invalid(
                    name, $"must be {(type == MetadataFieldType.Number ? "a number" : "true or false")}, as the memory type declares it; it is '{GivenValue.Shortened(value)}'.");
        }
    }

    private static bool IsJsonNumber(string value)
    {
        var isNumber = double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number);
        if (!isNumber || !double.IsFinite(number))
        {
            return false;
        }

        // JSON is stricter than .NET: no leading plus or zeros, digits on both sides of the point.
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(value));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
