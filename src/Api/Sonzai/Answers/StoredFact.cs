using FencyGrid.Api.Http;
using FencyGrid.Api.Sonzai.Schemas;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Answers;

/// <summary>A fact as lists show it.</summary>
internal sealed record StoredFact
{
    public required string FactId { get; init; }

    public required string Content { get; init; }

    public required string FactType { get; init; }

    /// <summary>What it is about: its subject where one was recognised, else the first entity.</summary>
    public string? Entity { get; init; }

    public required double Importance { get; init; }

    public required double Confidence { get; init; }

    public required long MentionCount { get; init; }

    public string? SessionId { get; init; }

    public string? SourceType { get; init; }

    public string? SourceId { get; init; }

    public RawJson? Metadata { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public static StoredFact Of(Fact fact) => new()
    {
        FactId = fact.Id,
        Content = fact.Text,
        FactType = fact.FactType,
        Entity = fact.Subject ?? (fact.Entities is [var given, ..] ? given : fact.InferredEntities is [var found, ..] ? found : null),
        Importance = fact.Importance,
        Confidence = fact.Confidence,
        MentionCount = fact.MentionCount,
        SessionId = fact.SessionId,
        SourceType = fact.SourceType,
        SourceId = fact.SourceId,
        Metadata = Wire.Metadata(fact.Metadata),
        CreatedAt = fact.CreatedAt,
        UpdatedAt = fact.UpdatedAt,
    };

    public static IReadOnlyList<StoredFact> Of(ItemPage page) => [.. page.Items.OfType<Fact>().Select(Of)];
}

internal sealed record ListFactsResponse : SonzaiObject
{
    public required IReadOnlyList<StoredFact> Facts { get; init; }

    public required long TotalCount { get; init; }

    public string? NextPageToken { get; init; }
}

internal sealed record ListAllFactsResponse : SonzaiObject
{
    public required IReadOnlyList<StoredFact> Facts { get; init; }

    /// <summary>How many match, whatever the limit.</summary>
    public required long Total { get; init; }
}
