using System.Text.Json;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Grains.Trees.Filters;

/// <summary>Reads the filter language from JSON. What it does not know is refused by name, never passed over.</summary>
public static class FilterParser
{
    public const int MaxDepth = 16;
    public const int MaxConditions = 256;
    public const int MaxOperands = 1000;

    private const string Operators = "$eq, $ne, $in, $nin, $exists, $gt, $gte, $lt, $lte, $between";

    /// <exception cref="InvalidRequestException">The text is no filter; the message says where and what is allowed.</exception>
    public static TreeFilter? Parse(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = (MaxDepth * 2) + 4 });
            var conditions = 0;
            return Object(document.RootElement, "filters", 1, ref conditions);
        }
        catch (JsonException)
        {
            throw new InvalidRequestException($"The filters are not valid JSON, or nested more than {MaxDepth} levels deep.");
        }
    }

    private static AllOf Object(JsonElement element, string path, int depth, ref int conditions)
    {
        Require(element.ValueKind == JsonValueKind.Object, path, "must be a JSON object");
        Require(depth <= MaxDepth, path, $"is nested deeper than the {MaxDepth} levels that are allowed");
        var parts = new List<TreeFilter>();
        foreach (var property in element.EnumerateObject())
        {
            Require(++conditions <= MaxConditions, path, $"has more than the {MaxConditions} conditions that are allowed");
            var inner = $"{path}.{property.Name}";
            switch (property.Name)
            {
                case "AND":
                    parts.Add(new AllOf(Each(property.Value, inner, depth, ref conditions)));
                    break;
                case "OR":
                    var any = Each(property.Value, inner, depth, ref conditions);
                    Require(any.Count > 0, inner, "must hold at least one filter");
                    parts.Add(new AnyOf(any));
                    break;
                case "NOT":
                    parts.Add(new NoneOf(property.Value.ValueKind == JsonValueKind.Array
                        ? new AnyOf(Each(property.Value, inner, depth, ref conditions))
                        : Object(property.Value, inner, depth + 1, ref conditions)));
                    break;
                case "type":
                    parts.Add(Type(property.Value, inner));
                    break;
                case var name when name.StartsWith('$'):
                    throw new InvalidRequestException($"{inner}: an operator stands under a field, and {name} stands under none. Operators are {Operators}; filters are joined by AND, OR and NOT.");
                default:
                    parts.AddRange(Field(property.Name, property.Value, inner, ref conditions));
                    break;
            }
        }

        return new AllOf(parts);
    }

    private static List<TreeFilter> Each(JsonElement element, string path, int depth, ref int conditions)
    {
        Require(element.ValueKind is JsonValueKind.Array or JsonValueKind.Object, path, "must be an array of filters");
        if (element.ValueKind == JsonValueKind.Object)
        {
            return [Object(element, path, depth + 1, ref conditions)];
        }

        var parts = new List<TreeFilter>();
        var index = 0;
        foreach (var part in element.EnumerateArray())
        {
            parts.Add(Object(part, $"{path}[{index++}]", depth + 1, ref conditions));
        }

        return parts;
    }

    private static List<TreeFilter> Field(string name, JsonElement value, string path, ref int conditions)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Require(value.ValueKind != JsonValueKind.Array, path, "must not be a bare array; use $in to ask for any of several values");
            RequireTime(name, value, path);
            return [new FieldFilter(name, new EqualTo(Scalar(value, path)))];
        }

        var parts = new List<TreeFilter>();
        foreach (var condition in value.EnumerateObject())
        {
            Require(++conditions <= MaxConditions, path, $"has more than the {MaxConditions} conditions that are allowed");
            var comparison = Comparison(condition.Name, condition.Value, $"{path}.{condition.Name}");
            if (comparison is not Exists)
            {
                RequireTime(name, condition.Value, $"{path}.{condition.Name}");
            }

            parts.Add(new FieldFilter(name, comparison));
        }

        Require(parts.Count > 0, path, $"names no operator; operators are {Operators}");
        return parts;
    }

    /// <summary>What is no time can be compared with none: the filter would match nothing and say nothing.</summary>
    private static void RequireTime(string field, JsonElement operand, string path)
    {
        if (!FilterSubject.IsTime(field) || operand.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (operand.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in operand.EnumerateArray())
            {
                RequireTime(field, element, path);
            }

            return;
        }

        Require(operand.ValueKind == JsonValueKind.String && FreeTextDate.Parse(operand.GetString()) is not null, path, "takes a date, such as 2026-03-01 or 2026-03-01T13:56:00Z");
    }

    private static Comparison Comparison(string name, JsonElement operand, string path)
    {
        switch (name)
        {
            case "$eq":
                return new EqualTo(Scalar(operand, path));
            case "$ne":
                return new NotEqualTo(Scalar(operand, path));
            case "$in":
                return new In(Operands(operand, path));
            case "$nin":
                return new NotIn(Operands(operand, path));
            case "$exists":
                Require(operand.ValueKind is JsonValueKind.True or JsonValueKind.False, path, "takes true or false");
                return new Exists(operand.GetBoolean());
            case "$gt":
                return new Within(Bound(operand, path), false, null, false);
            case "$gte":
                return new Within(Bound(operand, path), true, null, false);
            case "$lt":
                return new Within(null, false, Bound(operand, path), false);
            case "$lte":
                return new Within(null, false, Bound(operand, path), true);
            case "$between":
                Require(operand.ValueKind == JsonValueKind.Array && operand.GetArrayLength() == 2, path, "takes an array of two values, the lower and the upper bound");
                var (lower, upper) = (Bound(operand[0], path), Bound(operand[1], path));
                Require(lower.GetType() == upper.GetType(), path, "takes two bounds of one type");
                return new Within(lower, true, upper, true);
            default:
                throw new InvalidRequestException($"{path}: the operator {name} is not known. Operators are {Operators}.");
        }
    }

    private static OfKind Type(JsonElement value, string path)
    {
        var names = value.ValueKind == JsonValueKind.Object && value.EnumerateObject().ToList() is [var only] && only.Name is "$in" or "$eq"
            ? value.EnumerateObject().First().Value
            : value;
        var list = names.ValueKind == JsonValueKind.Array ? Operands(names, path) : [Scalar(names, path)];
        return new OfKind([.. list.Select(name => name switch
        {
            "fact" => TreeItemKind.Fact,
            "artifact" => TreeItemKind.Artifact,
            "episode" => TreeItemKind.Episode,
            _ => throw new InvalidRequestException($"{path}: the type {Values.Describe(name)} is not known. Types are fact, artifact and episode, one or {{\"$in\": […]}}."),
        }).Distinct()]);
    }

    private static List<object?> Operands(JsonElement operand, string path)
    {
        Require(operand.ValueKind == JsonValueKind.Array, path, "takes an array");
        Require(operand.GetArrayLength() <= MaxOperands, path, $"takes at most {MaxOperands} values");
        return [.. operand.EnumerateArray().Select(value => Scalar(value, path))];
    }

    private static object Bound(JsonElement operand, string path) =>
        operand.ValueKind is JsonValueKind.Number or JsonValueKind.String
            ? Scalar(operand, path)!
            : throw new InvalidRequestException($"{path} takes a number, a date or another string.");

    private static object? Scalar(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => throw new InvalidRequestException($"{path} takes a string, a number, true, false or null."),
    };

    private static void Require(bool condition, string path, string problem)
    {
        if (!condition)
        {
            throw new InvalidRequestException($"{path} {problem}.");
        }
    }
}
