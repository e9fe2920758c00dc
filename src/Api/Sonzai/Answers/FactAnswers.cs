using FencyGrid.Api.Sonzai.Schemas;

namespace FencyGrid.Api.Sonzai.Answers;

internal sealed record BulkCreateFactsOutputBody : SonzaiObject
{
    /// <summary>Facts that were written, ones that were known and are confirmed now included.</summary>
    public required long FactsCreated { get; init; }

    /// <summary>In the order of the input; those that failed are missing.</summary>
    public required IReadOnlyList<AtomicFact> Facts { get; init; }
}

internal sealed record FactHistoryResponse : SonzaiObject
{
    public required AtomicFact Current { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<AtomicFact> PreviousVersions { get; init; }
}

internal sealed record SearchResponse : SonzaiObject
{
    public required IReadOnlyList<SearchResult> Results { get; init; }
}

/// <summary>A fact, or a message as it was said (<c>fact_type</c> is <c>verbatim</c>).</summary>
internal sealed record SearchResult
{
    public required string FactId { get; init; }

    public required string Content { get; init; }

    public required string FactType { get; init; }

    public required double Score { get; init; }

    public string? SessionId { get; init; }
}
