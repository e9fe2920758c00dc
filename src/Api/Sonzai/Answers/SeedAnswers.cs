using System.Text.Json.Serialization;
using FencyGrid.Api.Sonzai.Schemas;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Answers;

internal sealed record GenerateSeedMemoriesOutputBody : SonzaiObject
{
    [JsonPropertyName("memories")]
    public required IReadOnlyList<SeedGeneratedMemory> Memories { get; init; }
}

internal sealed record SeedGeneratedMemory
{
    [JsonPropertyName("content")]
    public required string Content { get; init; }

    [JsonPropertyName("factType")]
    public required string FactType { get; init; }

    [JsonPropertyName("importance")]
    public required double Importance { get; init; }

    [JsonPropertyName("entities")]
    public IReadOnlyList<string>? Entities { get; init; }

    public static SeedGeneratedMemory Of(Fact fact) => new()
    {
        Content = fact.Text,
        FactType = fact.FactType,
        Importance = fact.Importance,
        Entities = Wire.Some(fact.Entities),
    };
}
