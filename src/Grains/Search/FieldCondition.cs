using System.Text.Json;
using FencyGrid.Contracts;

namespace FencyGrid.Grains.Search;

/// <summary>What a filter asks of one metadata field: to equal any of some values, or to lie in a range.</summary>
internal sealed class FieldCondition
{
    private readonly Operand[]? _anyOf;
    private readonly (string Operator, double Bound)[]? _range;

    private FieldCondition(string field, Operand[]? anyOf, (string Operator, double Bound)[]? range) => (Field, _anyOf, _range) = (field, anyOf, range);

    internal string Field { get; }

    internal static FieldCondition Parse(string field, JsonElement condition) => condition.ValueKind switch
    {
        JsonValueKind.Array => new FieldCondition(field, [.. condition.EnumerateArray().Select(value => Operand.Of(field, value))], null),
        JsonValueKind.Object => new FieldCondition(field, null, Range(field, condition)),
        _ => new FieldCondition(field, [Operand.Of(field, condition)], null),
    };

    /// <param name="value">The field's value; null where the metadata lack it.</param>
    internal bool Holds(JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.Array } array)
        {
            return HoldsForOne(value);
        }

        foreach (var element in array.EnumerateArray())
        {
            if (HoldsForOne(element))
            {
                return true;
            }
        }

        return false;
    }

    internal static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };

    private static (string Operator, double Bound)[] Range(string field, JsonElement condition)
    {
        var range = new List<(string, double)>();
        foreach (var bound in condition.EnumerateObject())
        {
            if (bound.Name is not ("gte" or "gt" or "lte" or "lt"))
            {
                throw new InvalidRequestException($"match.{field} has the unknown operator '{bound.Name}'; allowed are gte, gt, lte and lt.");
            }

            if (bound.Value.ValueKind != JsonValueKind.Number)
            {
                throw new InvalidRequestException($"match.{field}.{bound.Name} must be a number, not {Describe(bound.Value)}.");
            }

            range.Add((bound.Name, bound.Value.GetDouble()));
        }

        return range.Count > 0 ? [.. range] : throw new InvalidRequestException($"match.{field} is an empty object; give at least one of gte, gt, lte and lt.");
    }

    private bool HoldsForOne(JsonElement? value)
    {
        if (_anyOf is not null)
        {
            foreach (var operand in _anyOf)
            {
                if (operand.Equals(value))
                {
                    return true;
                }
            }

            return false;
        }

        if (value is not { ValueKind: JsonValueKind.Number } number)
        {
            return false;
        }

        var given = number.GetDouble();
        foreach (var (name, bound) in _range!)
        {
            var holds = name switch
            {
                "gte" => given >= bound,
                "gt" => given > bound,
                "lte" => given <= bound,
                _ => given < bound,
            };
            if (!holds)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A scalar to be equal to.</summary>
    private readonly record struct Operand(JsonValueKind Kind, string? Text, double Number)
    {
        internal static Operand Of(string field, JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => new Operand(JsonValueKind.String, value.GetString(), 0),
            JsonValueKind.Number => new Operand(JsonValueKind.Number, null, value.GetDouble()),
            JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => new Operand(value.ValueKind, null, 0),
            _ => throw new InvalidRequestException($"match.{field} lists {Describe(value)}; a list may hold strings, numbers, booleans and null."),
        };

        internal bool Equals(JsonElement? value) => value is not { } given ? Kind == JsonValueKind.Null
            : Kind == given.ValueKind && Kind switch
            {
                JsonValueKind.String => given.ValueEquals(Text),
                JsonValueKind.Number => given.GetDouble() == Number,
                _ => true,
            };
    }
}
