using System.Text.Json;
using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;

namespace FencyGrid.Api.Fency;

/// <summary>
/// A metadata filter from a request: field to a value (equal), an array (any of them) or bounds for a number.
/// What a filter cannot mean is refused, since one that matches nothing by mistake looks like an empty memory.
/// </summary>
internal static class MatchText
{
    private static readonly string[] Bounds = ["gte", "gt", "lte", "lt"];

    public static string? Read(RequestFields fields, string field)
    {
        if (fields.Object(field) is not { } match)
        {
            return null;
        }

        foreach (var property in fields.Find(field)!.Value.EnumerateObject())
        {
            Check(match, property);
        }

        return MetadataText.Read(fields, field);
    }

    private static void Check(RequestFields match, JsonProperty property)
    {
        var isMeaningful = property.Value.ValueKind switch
        {
            JsonValueKind.Array => property.Value.EnumerateArray().All(IsScalar),
            JsonValueKind.Object => property.Value.EnumerateObject().Any()
                && property.Value.EnumerateObject().All(bound => Bounds.Contains(bound.Name) && bound.Value.ValueKind == JsonValueKind.Number),
            _ => IsScalar(property.Value),
        };
        if (!isMeaningful)
        {
            throw match.Invalid(property.Name, "must be a string, number or boolean, an array of these, or bounds such as {\"gte\":1,\"lt\":5}", property.Value);
        }
    }

    private static bool IsScalar(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;
}
