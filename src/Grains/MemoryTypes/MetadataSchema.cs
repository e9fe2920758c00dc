using System.Text.Json;
using FencyGrid.Contracts;
using FencyGrid.Contracts.MemoryTypes;

namespace FencyGrid.Grains.MemoryTypes;

/// <summary>The declared fields of a memory type, held against a memory's metadata.</summary>
public static class MetadataSchema
{
    /// <summary>Every declared field that the metadata has must be of its declared type; null counts as left out. Undeclared fields are free.</summary>
    /// <param name="metadata">A JSON object as text.</param>
    /// <exception cref="InvalidRequestException">A field has another type than declared.</exception>
    public static void Check(IReadOnlyList<MetadataField> fields, string metadata)
    {
        if (fields.Count == 0)
        {
            return;
        }

        using var document = JsonDocument.Parse(metadata);
        foreach (var field in fields)
        {
            if (document.RootElement.TryGetProperty(field.Name, out var value) && !Fits(value, field.FieldType))
            {
                throw new InvalidRequestException(
                    $"metadata.{field.Name} is {Describe(value)}, but the memory type declares it as {Describe(field.FieldType)}.");
            }
        }
    }

    private static bool Fits(JsonElement value, MetadataFieldType type) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => type == MetadataFieldType.String,
        JsonValueKind.Number => type == MetadataFieldType.Number,
        JsonValueKind.True or JsonValueKind.False => type == MetadataFieldType.Boolean,
        JsonValueKind.Array => type == MetadataFieldType.StringArray && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String),
        _ => false,
    };

    private static string Describe(MetadataFieldType type) => type switch
    {
        MetadataFieldType.String => "STRING",
        MetadataFieldType.Number => "NUMBER",
        MetadataFieldType.Boolean => "BOOLEAN",
        _ => "STRING_ARRAY",
    };

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Array => value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) ? "an array of strings" : "an array of other things than strings",
        _ => "an object",
    };
}
