using System.Globalization;
using System.Text.Json;

namespace FencyGrid.Api.Http.Body;

/// <summary>
/// The fields of one object of a request's body. Every read names the field, what was given and what is allowed when it refuses.
/// A null counts as left out; unknown fields are not looked at. In a form every value is text, so numbers are read from it.
/// </summary>
public readonly struct RequestFields(JsonElement element, string? path, bool isForm)
{
    public bool IsForm => isForm;

    /// <summary>The field's full name for messages, such as <c>guardRails.memoryTypes[0].match</c>.</summary>
    public string NameOf(string field) => path is null ? field : $"{path}.{field}";

    public JsonElement? Find(string field) =>
        element.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string? Text(string field, int maxLength, bool allowBlank = false)
    {
        if (Find(field) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            throw Invalid(field, "must be a string", value);
        }

        var text = value.GetString()!;
        if (!allowBlank && string.IsNullOrWhiteSpace(text))
        {
            throw Invalid(NameOf(field), "must not be blank.");
        }

        if (text.Length > maxLength)
        {
            throw Invalid(NameOf(field), $"has {text.Length} characters; at most {maxLength} are allowed.");
        }

        return text;
    }

    public string RequiredText(string field, int maxLength, bool allowBlank = false) => Text(field, maxLength, allowBlank) ?? throw Missing(field, "a string");

    public int? Integer(string field, int min, int max)
    {
        if (Find(field) is not { } value)
        {
            return null;
        }

        var allowed = $"must be a whole number from {min} to {max}";
        var isNumber = value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt32(out var number) && number >= min && number <= max,
            JsonValueKind.String when isForm => int.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= min && number <= max,
            _ => false,
        };
        if (!isNumber)
        {
            throw Invalid(field, allowed, value);
        }

        return value.ValueKind == JsonValueKind.Number ? value.GetInt32() : int.Parse(value.GetString()!, CultureInfo.InvariantCulture);
    }

    /// <summary>Any number; who reads it knows its range.</summary>
    public double? Number(string field) => Find(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when double.IsFinite(value.GetDouble()) => value.GetDouble(),
        { ValueKind: JsonValueKind.String } value when isForm
            && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        { } value => throw Invalid(field, "must be a number", value),
    };

    public bool? Boolean(string field) => Find(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.String } value when isForm && value.GetString() is "true" or "false" => value.GetString() == "true",
        { } value => throw Invalid(field, "must be true or false", value),
    };

    /// <summary>One of <paramref name="values"/>, written in upper snake case.</summary>
    public TEnum? Choice<TEnum>(string field, IReadOnlyDictionary<string, TEnum> values)
        where TEnum : struct, Enum
    {
        if (Find(field) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && values.TryGetValue(value.GetString()!, out var choice)
            ? choice
            : throw Invalid(field, $"must be one of {string.Join(", ", values.Keys)}", value);
    }

    public TEnum RequiredChoice<TEnum>(string field, IReadOnlyDictionary<string, TEnum> values)
        where TEnum : struct, Enum =>
        Choice(field, values) ?? throw Missing(field, $"one of {string.Join(", ", values.Keys)}");

    public RequestFields? Object(string field) => Find(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => new RequestFields(value, NameOf(field), isForm),
        { } value => throw Invalid(field, "must be an object", value),
    };

    public IReadOnlyList<RequestFields>? Objects(string field, int maxCount)
    {
        if (Array(field, maxCount) is not { } array)
        {
            return null;
        }

        var objects = new List<RequestFields>();
        foreach (var item in array.EnumerateArray())
        {
            var name = $"{field}[{objects.Count}]";
            objects.Add(item.ValueKind == JsonValueKind.Object ? new RequestFields(item, NameOf(name), isForm) : throw Invalid(name, "must be an object", item));
        }

        return objects;
    }

    public IReadOnlyList<string>? Texts(string field, int maxCount)
    {
        if (Array(field, maxCount) is not { } array)
        {
            return null;
        }

        var texts = new List<string>();
        foreach (var item in array.EnumerateArray())
        {
            texts.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Invalid($"{field}[{texts.Count}]", "must be a string", item));
        }

        return texts;
    }

    public static RefusedException Invalid(string name, string message) =>
        new(new ApiError(StatusCodes.Status400BadRequest, ErrorCodes.InvalidField, $"'{name}' {message}", name));

    public RefusedException Invalid(string field, string allowed, JsonElement given) =>
        Invalid(NameOf(field), $"{allowed}; it is {GivenValue.Describe(given)}.");

    public RefusedException Missing(string field, string expected) =>
        new(new ApiError(StatusCodes.Status400BadRequest, ErrorCodes.MissingField, $"'{NameOf(field)}' is missing; {expected} is expected.", NameOf(field)));

    private JsonElement? Array(string field, int maxCount)
    {
        if (Find(field) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Invalid(field, "must be an array", value);
        }

        var count = value.GetArrayLength();
        return count <= maxCount ? value : throw Invalid(NameOf(field), $"has {count} elements; at most {maxCount} are allowed.");
    }
}
