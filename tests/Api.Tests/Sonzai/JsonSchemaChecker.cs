using System.Globalization;
using System.Text.Json;

namespace FencyGrid.Api.Tests.Sonzai;

/// <summary>As much of JSON Schema as the vendor's description uses. A keyword that it does not know fails the check instead of passing by.</summary>
public sealed class JsonSchemaChecker(JsonElement root)
{
    private static readonly HashSet<string> Annotations = ["description", "examples", "default", "readOnly", "title"];

    /// <summary>What does not fit, with its place in the document; empty when all does.</summary>
    public IReadOnlyList<string> Check(JsonElement schema, JsonElement value)
    {
        var faults = new List<string>();
        Check(schema, value, "$", faults);
        return faults;
    }

    private void Check(JsonElement schema, JsonElement value, string at, List<string> faults)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = root;
            foreach (var part in reference.GetString()!.Split('/')[1..])
            {
                schema = schema.GetProperty(part);
            }
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            switch (keyword.Name)
            {
                case "type":
                    if (!Types(keyword.Value).Any(type => IsOf(type, value)))
                    {
                        faults.Add($"{at}: {value.ValueKind} instead of {keyword.Value.GetRawText()}");
                    }

                    break;
                case "required":
                    if (value.ValueKind == JsonValueKind.Object)
                    {
                        faults.AddRange(keyword.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{at}: no {name}"));
                    }

                    break;
                case "properties" or "additionalProperties":
                    break;
                case "items":
                    if (value.ValueKind == JsonValueKind.Array)
                    {
                        var place = 0;
                        foreach (var item in value.EnumerateArray())
                        {
                            Check(keyword.Value, item, $"{at}[{place++}]", faults);
                        }
                    }

                    break;
                case "anyOf":
                    if (keyword.Value.EnumerateArray().All(choice => Check(choice, value).Count > 0))
                    {
                        faults.Add($"{at}: {value.GetRawText()} is none of {keyword.Value.GetRawText()}");
                    }

                    break;
                case "enum":
                    if (!keyword.Value.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)))
                    {
                        faults.Add($"{at}: {value.GetRawText()} is not one of {keyword.Value.GetRawText()}");
                    }

                    break;
                case "format":
                    if (!HasFormat(keyword.Value.GetString()!, value))
                    {
                        faults.Add($"{at}: {value.GetRawText()} is no {keyword.Value}");
                    }

                    break;
                case "minimum" or "maximum":
                    if (value.ValueKind == JsonValueKind.Number
                        && (keyword.Name == "minimum" ? value.GetDouble() < keyword.Value.GetDouble() : value.GetDouble() > keyword.Value.GetDouble()))
                    {
                        faults.Add($"{at}: {value.GetRawText()} is past the {keyword.Name}");
                    }

                    break;
                case "minItems" or "maxItems":
                    if (value.ValueKind == JsonValueKind.Array
                        && (keyword.Name == "minItems" ? value.GetArrayLength() < keyword.Value.GetInt32() : value.GetArrayLength() > keyword.Value.GetInt32()))
                    {
                        faults.Add($"{at}: {value.GetArrayLength()} items");
                    }

                    break;
                default:
                    if (!Annotations.Contains(keyword.Name))
                    {
                        faults.Add($"{at}: the checker does not know '{keyword.Name}'");
                    }

                    break;
            }
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            CheckProperties(schema, value, at, faults);
        }
    }

    private void CheckProperties(JsonElement schema, JsonElement value, string at, List<string> faults)
    {
        var hasRest = schema.TryGetProperty("additionalProperties", out var rest);
        foreach (var property in value.EnumerateObject())
        {
            if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(property.Name, out var known))
            {
                Check(known, property.Value, $"{at}.{property.Name}", faults);
            }
            else if (hasRest && rest.ValueKind == JsonValueKind.False)
            {
                faults.Add($"{at}: '{property.Name}' is not allowed");
            }
            else if (hasRest && rest.ValueKind == JsonValueKind.Object)
            {
                Check(rest, property.Value, $"{at}.{property.Name}", faults);
            }
        }
    }

    public static IReadOnlyList<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!];

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => false,
    };

    private static bool HasFormat(string format, JsonElement value) => format switch
    {
        "date-time" => value.ValueKind != JsonValueKind.String
            || (value.GetString()!.Contains('T', StringComparison.Ordinal)
                && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _)),
        // On some systems a path counts as the address of a file.
        "uri" => value.ValueKind != JsonValueKind.String
            || (!value.GetString()!.StartsWith('/') && Uri.TryCreate(value.GetString(), UriKind.Absolute, out _)),
        "int64" => value.ValueKind != JsonValueKind.Number || value.TryGetInt64(out _),
        "uuid" => value.ValueKind != JsonValueKind.String || Guid.TryParseExact(value.GetString(), "D", out _),
        "double" => true,
        _ => false,
    };
}
