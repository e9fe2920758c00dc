using System.Text.Json;
using System.Text.Json.Nodes;

namespace FencyGrid.Content.Uploads;

/// <summary>One condition of a POST policy. Field names compare without regard to case, values with it.</summary>
public abstract record PolicyCondition
{
    internal abstract JsonNode ToJson();
}

/// <summary>The field must have exactly this value: <c>{"field": "value"}</c> or <c>["eq", "$field", "value"]</c>.</summary>
public sealed record FieldEquals(string Field, string Value) : PolicyCondition
{
    internal override JsonNode ToJson() => new JsonObject { [Field] = Value };

    public override string ToString() => $"[\"eq\", \"${Field}\", {JsonSerializer.Serialize(Value)}]";
}

/// <summary>The field's value must begin so; an empty prefix lets it have any value.</summary>
public sealed record FieldStartsWith(string Field, string Prefix) : PolicyCondition
{
    internal override JsonNode ToJson() => new JsonArray("starts-with", "$" + Field, Prefix);

    public override string ToString() => $"[\"starts-with\", \"${Field}\", {JsonSerializer.Serialize(Prefix)}]";
}

/// <summary>How many bytes the file may have, both ends included.</summary>
public sealed record ContentLengthRange(long Min, long Max) : PolicyCondition
{
    internal override JsonNode ToJson() => new JsonArray("content-length-range", Min, Max);

    public override string ToString() => $"[\"content-length-range\", {Min}, {Max}]";
}
