using System.Text.Json;
using FencyGrid.Contracts;

namespace FencyGrid.Grains.AgentTasks.Completions.Schemas;

/// <summary>Whether a schema is one: each known keyword has a value of its kind, every reference leads somewhere, every pattern compiles.</summary>
internal sealed class SchemaCheck(SchemaReferences references)
{
    private static readonly string[] Types = ["object", "array", "string", "number", "integer", "boolean", "null"];

    public void Check(JsonElement schema, string path)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return;
        }

        Require(schema.ValueKind == JsonValueKind.Object, path, "must be a schema: an object, true or false");
        foreach (var keyword in schema.EnumerateObject())
        {
            CheckKeyword(keyword.Name, keyword.Value, $"{path}.{keyword.Name}");
        }
    }

    private void CheckKeyword(string name, JsonElement value, string path)
    {
        switch (name)
        {
            case "type":
                Require(
                    IsType(value) || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value.EnumerateArray().All(IsType)),
                    path, $"must be one of {string.Join(", ", Types)}, or an array of these");
                break;
            case "properties" or "$defs" or "definitions" or "patternProperties":
                Require(value.ValueKind == JsonValueKind.Object, path, "must be an object of schemas");
                foreach (var property in value.EnumerateObject())
                {
                    Require(name != "patternProperties" || SchemaPattern.IsValid(property.Name), path, "has a name that is not a regular expression");
                    Check(property.Value, $"{path}.{property.Name}");
                }

                break;
            case "items" or "additionalProperties" or "not":
                Check(value, path);
                break;
            case "anyOf" or "oneOf" or "allOf" or "prefixItems":
                Require(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0, path, "must be an array of at least one schema");
                var number = 0;
                foreach (var part in value.EnumerateArray())
                {
                    Check(part, $"{path}[{number++}]");
                }

                break;
            case "required":
                Require(value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(IsString), path, "must be an array of strings");
                break;
            case "enum":
                Require(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0, path, "must be an array of at least one value");
                break;
            case "minLength" or "maxLength" or "minItems" or "maxItems" or "minProperties" or "maxProperties":
                Require(value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count >= 0, path, "must be a whole number, 0 or more");
                break;
            case "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum":
                Require(value.ValueKind == JsonValueKind.Number, path, "must be a number");
                break;
            case "multipleOf":
                Require(value.ValueKind == JsonValueKind.Number && value.GetDouble() > 0, path, "must be a number greater than 0");
                break;
            case "pattern":
                Require(IsString(value) && SchemaPattern.IsValid(value.GetString()!), path, "must be a regular expression");
                break;
            case "uniqueItems" or "nullable":
                Require(value.ValueKind is JsonValueKind.True or JsonValueKind.False, path, "must be true or false");
                break;
            case "$ref":
                Require(IsString(value) && references.TryResolve(value.GetString()!, out _), path, "must lead to a place within the schema, such as #/$defs/name");
                break;
        }
    }

    private static bool IsString(JsonElement value) => value.ValueKind == JsonValueKind.String;

    private static bool IsType(JsonElement value) => IsString(value) && Types.Contains(value.GetString());

    private static void Require(bool holds, string path, string rule)
    {
        if (!holds)
        {
            throw new InvalidRequestException($"'{path}' {rule}.");
        }
    }
}
