using System.Globalization;
using System.Text.Json;
using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Api.Sonzai.Errors;

namespace FencyGrid.Api.Sonzai.Schemas;

/// <summary>Checks a request's body against its schema and names every place where it does not fit.</summary>
internal static class SchemaCheck
{
    public static void Object(ObjectSchema schema, JsonElement given, string location, Problems problems)
    {
        foreach (var property in given.EnumerateObject())
        {
            var at = $"{location}.{GivenValue.Shortened(property.Name)}";
            if (schema.Find(property.Name) is not { } field)
            {
                problems.Add(at, "unexpected property", property.Value);
            }
            else if (property.Value.ValueKind != JsonValueKind.Null)
            {
                Value(field.Value, property, at, given, location, problems);
            }
            else if (field is { IsRequired: true, Value: not ListSchema { MayBeNull: true } })
            {
                problems.Add(at, $"expected {Expected(field.Value)}", property.Value);
            }
        }

        foreach (var field in schema.Fields)
        {
            if (field.IsRequired && !given.TryGetProperty(field.Name, out _))
            {
                problems.Add($"{location}.{field.Name}", "required property is missing");
            }
        }
    }

    private static void Value(ValueSchema schema, JsonProperty property, string at, JsonElement parent, string location, Problems problems)
    {
        if (schema is AnyObjectSchema && property.Value.ValueKind == JsonValueKind.Object)
        {
            try
            {
                MetadataText.Read(new RequestFields(parent, location, isForm: false), property.Name);
            }
            catch (RefusedException refused)
            {
                problems.Add(at, refused.Message);
            }
        }
        else
        {
            Value(schema, property.Value, at, problems);
        }
    }

    private static void Value(ValueSchema schema, JsonElement given, string at, Problems problems)
    {
        switch (schema, given.ValueKind)
        {
            case (TextSchema text, JsonValueKind.String):
                Text(text, given.GetString()!, at, problems);
                break;
            case (NumberSchema number, JsonValueKind.Number):
                var value = given.GetDouble();
                if (!(value >= (number.Min ?? double.MinValue) && value <= (number.Max ?? double.MaxValue)))
                {
                    problems.Add(at, string.Create(CultureInfo.InvariantCulture, $"expected a number from {number.Min ?? double.MinValue} to {number.Max ?? double.MaxValue}"), given);
                }

                break;
            case (ListSchema list, JsonValueKind.Array):
                List(list, given, at, problems);
                break;
            case (MapSchema map, JsonValueKind.Object):
                Map(map, given, at, problems);
                break;
            case (ReferenceSchema reference, JsonValueKind.Object):
                Object(SonzaiApi.Schemas.Of(reference.Type), given, at, problems);
                break;
            case (FlagSchema, JsonValueKind.True or JsonValueKind.False) or (AnySchema, _):
                break;
            case (IntegerSchema, JsonValueKind.Number) when given.TryGetInt64(out _):
                break;
            default:
                problems.Add(at, $"expected {Expected(schema)}", given);
                break;
        }
    }

    private static void Text(TextSchema schema, string given, string at, Problems problems)
    {
        if (schema.Choices is { } choices && !choices.Contains(given))
        {
            problems.Add(at, $"expected one of {string.Join(", ", choices.Select(choice => $"\"{choice}\""))}", given);
        }
        else if (given.Length > schema.MaxLength)
        {
            problems.Add(at, $"expected at most {schema.MaxLength} characters; there are {given.Length}");
        }
        else if (schema.MinLength > 0 && string.IsNullOrWhiteSpace(given))
        {
            problems.Add(at, "expected text that is not blank", given);
        }
    }

    private static void List(ListSchema schema, JsonElement given, string at, Problems problems)
    {
        var count = given.GetArrayLength();
        if (count < schema.Min || count > schema.Max)
        {
            problems.Add(at, schema.Min > 0 ? $"expected {schema.Min} to {schema.Max} items; there are {count}" : $"expected at most {schema.Max} items; there are {count}");
            return;
        }

        var place = 0;
        foreach (var item in given.EnumerateArray())
        {
            Value(schema.Item, item, $"{at}[{place++}]", problems);
        }
    }

    private static void Map(MapSchema schema, JsonElement given, string at, Problems problems)
    {
        var count = given.GetPropertyCount();
        if (count > schema.Max)
        {
            problems.Add(at, $"expected at most {schema.Max} entries; there are {count}");
            return;
        }

        foreach (var entry in given.EnumerateObject())
        {
            Value(schema.Item, entry.Value, $"{at}.{GivenValue.Shortened(entry.Name)}", problems);
        }
    }

    private static string Expected(ValueSchema schema) => schema switch
    {
        TextSchema => "string",
        NumberSchema => "number",
        IntegerSchema => "integer",
        FlagSchema => "boolean",
        ListSchema => "array",
        AnySchema => "a value",
        _ => "object",
    };
}
