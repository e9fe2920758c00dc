using System.Text.Json.Nodes;

namespace FencyGrid.Api.OpenApi.Vendors;

/// <summary>Writes schemas as JSON Schema.</summary>
internal static class SchemaDocument
{
    /// <param name="addressOf">Where the schema of a name is to be found.</param>
    public static JsonObject Of(ObjectSchema schema, Func<string, string> addressOf)
    {
        var properties = new JsonObject();
        foreach (var field in schema.Fields)
        {
            var value = Of(field.Value, addressOf);
            if (field.IsReadOnly)
            {
                value["readOnly"] = true;
            }

            if (field.Description is { } description)
            {
                value["description"] = description;
            }

            properties[field.Name] = value;
        }

        var document = new JsonObject { ["type"] = "object" };
        if (!schema.IsOpen)
        {
            document["additionalProperties"] = false;
        }

        document["properties"] = properties;
        List<JsonNode?> required = [.. schema.Fields.Where(field => field.IsRequired).Select(field => (JsonNode?)field.Name)];
        if (required.Count > 0)
        {
            document["required"] = new JsonArray([.. required]);
        }

        return document;
    }

    public static JsonObject Of(ValueSchema schema, Func<string, string> addressOf) => schema switch
    {
        TextSchema text => WithBounds(
            new JsonObject { ["type"] = "string" },
            ("format", text.Format),
            ("minLength", text.MinLength > 0 ? text.MinLength : null),
            ("maxLength", text.MaxLength),
            ("enum", text.Choices is { } choices ? new JsonArray([.. choices.Select(choice => (JsonNode?)choice)]) : null)),
        NumberSchema number => WithBounds(new JsonObject { ["type"] = "number", ["format"] = "double" }, ("minimum", number.Min), ("maximum", number.Max)),
        IntegerSchema integer => WithBounds(new JsonObject { ["type"] = "integer", ["format"] = "int64" }, ("minimum", integer.Min), ("maximum", integer.Max)),
        FlagSchema => new JsonObject { ["type"] = "boolean" },
        AnySchema => [],
        AnyObjectSchema => new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject() },
        MapSchema map => WithBounds(new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(map.Item, addressOf) }, ("maxProperties", map.Max)),
        ListSchema list => WithBounds(
            new JsonObject { ["type"] = list.MayBeNull ? new JsonArray("array", "null") : "array", ["items"] = Of(list.Item, addressOf) },
            ("minItems", list.Min > 0 ? list.Min : null),
            ("maxItems", list.Max)),
        ReferenceSchema reference => new JsonObject { ["$ref"] = addressOf(reference.Name) },
        NullableSchema { Value: ReferenceSchema reference } => new JsonObject { ["anyOf"] = new JsonArray(Of(reference, addressOf), new JsonObject { ["type"] = "null" }) },
        NullableSchema nullable => OrNull(Of(nullable.Value, addressOf)),
        _ => throw new InvalidOperationException($"There is no JSON Schema for {schema}."),
    };

    private static JsonObject OrNull(JsonObject schema)
    {
        schema["type"] = new JsonArray(schema["type"]!.DeepClone(), "null");
        return schema;
    }

    private static JsonObject WithBounds(JsonObject schema, params ReadOnlySpan<(string Name, JsonNode? Value)> bounds)
    {
        foreach (var (name, value) in bounds)
        {
            if (value is not null)
            {
                schema[name] = value;
            }
        }

        return schema;
    }
}
