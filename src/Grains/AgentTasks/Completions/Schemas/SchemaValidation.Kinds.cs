using System.Text.Json;

namespace FencyGrid.Grains.AgentTasks.Completions.Schemas;

internal sealed partial class SchemaValidation
{
    private void ValidateProperties(JsonElement schema, JsonElement value, string path, List<string> errors)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            errors.AddRange(required.EnumerateArray()
                .Where(name => !value.TryGetProperty(name.GetString()!, out _))
                .Select(name => $"{path}.{name.GetString()} is missing"));
        }

        RequireCount(schema, "minProperties", "maxProperties", value.GetPropertyCount(), "properties", path, errors);
        var hasProperties = schema.TryGetProperty("properties", out var properties);
        var hasPatterns = schema.TryGetProperty("patternProperties", out var patterns);
        var hasAdditional = schema.TryGetProperty("additionalProperties", out var additional);
        foreach (var property in value.EnumerateObject())
        {
            var place = $"{path}.{property.Name}";
            var isKnown = false;
            if (hasProperties && properties.TryGetProperty(property.Name, out var known))
            {
                isKnown = true;
                Validate(known, property.Value, place, errors);
            }

            foreach (var pattern in hasPatterns ? patterns.EnumerateObject().Where(pattern => SchemaPattern.IsMatch(pattern.Name, property.Name)) : [])
            {
                isKnown = true;
                Validate(pattern.Value, property.Value, place, errors);
            }

            if (!isKnown && hasAdditional)
            {
                Validate(additional, property.Value, place, errors);
            }
        }
    }

    private void ValidateItems(JsonElement schema, JsonElement value, string path, List<string> errors)
    {
        RequireCount(schema, "minItems", "maxItems", value.GetArrayLength(), "items", path, errors);
        var prefix = schema.TryGetProperty("prefixItems", out var first) ? first.GetArrayLength() : 0;
        var hasItems = schema.TryGetProperty("items", out var items);
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (index < prefix)
            {
                Validate(first[index], item, $"{path}[{index}]", errors);
            }
            else if (hasItems)
            {
                Validate(items, item, $"{path}[{index}]", errors);
            }

            index++;
        }

        if (schema.TryGetProperty("uniqueItems", out var unique) && unique.ValueKind == JsonValueKind.True
            && value.EnumerateArray().Distinct(JsonValueComparer.Instance).Count() < index)
        {
            errors.Add($"{path} must not have the same item twice");
        }
    }

    private static void ValidateText(JsonElement schema, string text, string path, List<string> errors)
    {
        // The specification counts characters, not UTF-16 units.
        RequireCount(schema, "minLength", "maxLength", text.EnumerateRunes().Count(), "characters", path, errors);
        if (schema.TryGetProperty("pattern", out var pattern) && !SchemaPattern.IsMatch(pattern.GetString()!, text))
        {
            errors.Add($"{path} must match the pattern {Shortened(pattern.GetString()!)}");
        }
    }

    private static void ValidateNumber(JsonElement schema, double number, string path, List<string> errors)
    {
        if (schema.TryGetProperty("minimum", out var minimum) && number < minimum.GetDouble())
        {
            errors.Add($"{path} must be at least {Text(minimum.GetDouble())}");
        }

        if (schema.TryGetProperty("maximum", out var maximum) && number > maximum.GetDouble())
        {
            errors.Add($"{path} must be at most {Text(maximum.GetDouble())}");
        }

        if (schema.TryGetProperty("exclusiveMinimum", out var above) && number <= above.GetDouble())
        {
            errors.Add($"{path} must be greater than {Text(above.GetDouble())}");
        }

        if (schema.TryGetProperty("exclusiveMaximum", out var below) && number >= below.GetDouble())
        {
            errors.Add($"{path} must be less than {Text(below.GetDouble())}");
        }

        if (schema.TryGetProperty("multipleOf", out var step) && Math.Abs(Math.IEEERemainder(number, step.GetDouble())) > 1e-9 * Math.Max(1, Math.Abs(number)))
        {
            errors.Add($"{path} must be a multiple of {Text(step.GetDouble())}");
        }
    }

    private static void RequireCount(JsonElement schema, string min, string max, int count, string what, string path, List<string> errors)
    {
        if (schema.TryGetProperty(min, out var least) && count < least.GetInt32())
        {
            errors.Add($"{path} must have at least {least.GetInt32()} {what}; it has {count}");
        }

        if (schema.TryGetProperty(max, out var most) && count > most.GetInt32())
        {
            errors.Add($"{path} must have at most {most.GetInt32()} {what}; it has {count}");
        }
    }
}
