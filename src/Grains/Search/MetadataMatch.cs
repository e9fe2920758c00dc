using System.Text.Json;
using FencyGrid.Contracts;

namespace FencyGrid.Grains.Search;

/// <summary>
/// A metadata filter, read once and asked of many documents. Every field named must hold: a value means equal, an array means any of them,
/// an object of gte, gt, lte, lt means a range of numbers. A field that holds an array matches when any of its elements does.
/// Strings compare ordinally, numbers by value; a field that is absent matches only where null is asked for.
/// </summary>
public sealed class MetadataMatch
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    private readonly List<FieldCondition> _conditions;

    private MetadataMatch(List<FieldCondition> conditions) => _conditions = conditions;

    /// <summary>Reads the filter; an empty object matches everything.</summary>
    /// <exception cref="InvalidRequestException">Not a JSON object, an unknown operator, or an operand of the wrong type.</exception>
    public static MetadataMatch Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new InvalidRequestException($"match must be a JSON object of field to condition, not {FieldCondition.Describe(document.RootElement)}.");
            }

            return new MetadataMatch([.. document.RootElement.EnumerateObject().Select(property => FieldCondition.Parse(property.Name, property.Value))]);
        }
        catch (JsonException)
        {
            throw new InvalidRequestException("match must be a JSON object of field to condition; it is not valid JSON, or nested too deep.");
        }
    }

    /// <summary>Whether metadata, a JSON object as text, matches.</summary>
    public bool Matches(string metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (_conditions.Count == 0)
        {
            return true;
        }

        using var document = JsonDocument.Parse(metadata);
        foreach (var condition in _conditions)
        {
            JsonElement? value = document.RootElement.TryGetProperty(condition.Field, out var found) ? found : null;
            if (!condition.Holds(value))
            {
                return false;
            }
        }

        return true;
    }
}
