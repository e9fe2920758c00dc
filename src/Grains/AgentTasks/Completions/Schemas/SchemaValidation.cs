using System.Globalization;
using System.Text.Json;

namespace FencyGrid.Grains.AgentTasks.Completions.Schemas;

/// <summary>Holds a value against a schema that <see cref="SchemaCheck"/> has passed.</summary>
internal sealed partial class SchemaValidation(SchemaReferences references, int maxErrors)
{
    /// <summary>References may go in circles without ever going deeper into the value.</summary>
    private const int MaxDepth = 200;

    /// <summary>Alternatives that refer to alternatives multiply; past so many comparisons the schema is given up.</summary>
    private const int MaxSteps = 1_000_000;

    private int _depth;
    private int _steps;

    public void Validate(JsonElement schema, JsonElement value, string path, List<string> errors)
    {
        if (errors.Count >= maxErrors || schema.ValueKind == JsonValueKind.True)
        {
            return;
        }

        if (schema.ValueKind == JsonValueKind.False)
        {
            errors.Add($"{path} is not allowed");
            return;
        }

        if (++_depth > MaxDepth || ++_steps > MaxSteps)
        {
            errors.Add($"{path} leads the schema's references in a circle, or into more alternatives than can be tried");
        }
        else
        {
            ValidateObject(schema, value, path, errors);
        }

        _depth--;
    }

    private void ValidateObject(JsonElement schema, JsonElement value, string path, List<string> errors)
    {
        if (schema.TryGetProperty("$ref", out var reference) && references.TryResolve(reference.GetString()!, out var target))
        {
            Validate(target, value, path, errors);
        }

        // OpenAPI's word for "or null".
        if (value.ValueKind == JsonValueKind.Null && schema.TryGetProperty("nullable", out var nullable) && nullable.ValueKind == JsonValueKind.True)
        {
            return;
        }

        if (schema.TryGetProperty("type", out var type) && !IsOfType(type, value))
        {
            errors.Add($"{path} must be of type {Describe(type)}");
            return;
        }

        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(item => JsonElement.DeepEquals(item, value)))
        {
            errors.Add($"{path} must be one of {Shortened(allowed.GetRawText())}");
        }

        if (schema.TryGetProperty("const", out var constant) && !JsonElement.DeepEquals(constant, value))
        {
            errors.Add($"{path} must be {Shortened(constant.GetRawText())}");
        }

        ValidateCombinations(schema, value, path, errors);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                ValidateProperties(schema, value, path, errors);
                break;
            case JsonValueKind.Array:
                ValidateItems(schema, value, path, errors);
                break;
            case JsonValueKind.String:
                ValidateText(schema, value.GetString()!, path, errors);
                break;
            case JsonValueKind.Number:
                ValidateNumber(schema, value.GetDouble(), path, errors);
                break;
        }
    }

    private void ValidateCombinations(JsonElement schema, JsonElement value, string path, List<string> errors)
    {
        if (schema.TryGetProperty("allOf", out var all))
        {
            foreach (var part in all.EnumerateArray())
            {
                Validate(part, value, path, errors);
            }
        }

        if (schema.TryGetProperty("anyOf", out var any) && !any.EnumerateArray().Any(part => IsValid(part, value)))
        {
            errors.Add($"{path} matches none of the alternatives that the schema allows (anyOf)");
        }

        if (schema.TryGetProperty("oneOf", out var one) && one.EnumerateArray().Count(part => IsValid(part, value)) is not 1 and var matching)
        {
            errors.Add($"{path} must match exactly one of the schema's alternatives (oneOf); it matches {matching}");
        }

        if (schema.TryGetProperty("not", out var not) && IsValid(not, value))
        {
            errors.Add($"{path} matches what the schema excludes (not)");
        }
    }

    private bool IsValid(JsonElement schema, JsonElement value)
    {
        var errors = new List<string>();
        Validate(schema, value, "$", errors);
        return errors.Count == 0;
    }

    private static bool IsOfType(JsonElement type, JsonElement value) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(one => IsOfType(one.GetString()!, value)) : IsOfType(type.GetString()!, value);

    private static bool IsOfType(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => value.ValueKind == JsonValueKind.Null,
    };

    private static string Describe(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? string.Join(" or ", type.EnumerateArray().Select(one => one.GetString())) : type.GetString()!;

    private static string Shortened(string json) => json.Length <= 200 ? json : $"{json.AsSpan(0, 200)}…";

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
