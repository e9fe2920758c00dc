using System.Text.Json;

namespace FencyGrid.Grains.AgentTasks.Completions.Schemas;

/// <summary>JSON values are equal by what they mean: 1 and 1.0 are, objects whatever their order.</summary>
internal sealed class JsonValueComparer : IEqualityComparer<JsonElement>
{
    public static readonly JsonValueComparer Instance = new();

    public bool Equals(JsonElement x, JsonElement y) => JsonElement.DeepEquals(x, y);

    public int GetHashCode(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => StringComparer.Ordinal.GetHashCode(value.GetString()!),
        JsonValueKind.Number => value.GetDouble().GetHashCode(),
        JsonValueKind.Array => value.EnumerateArray().Aggregate(17, (hash, item) => HashCode.Combine(hash, GetHashCode(item))),
        JsonValueKind.Object => value.EnumerateObject().Aggregate(19, (hash, property) => hash ^ HashCode.Combine(property.Name, GetHashCode(property.Value))),
        var kind => (int)kind,
    };
}
