namespace FencyGrid.Contracts.Trees;

/// <summary>A fact to add as it stands: what is null is judged from the text.</summary>
public sealed record NewFact
{
    public const int MaxTextLength = 20_000;

    public required string Text { get; init; }

    public string? FactType { get; init; }

    /// <summary>0 to 1.</summary>
    public double? Importance { get; init; }

    /// <summary>0 to 1.</summary>
    public double? Confidence { get; init; }

    public IReadOnlyList<string>? Entities { get; init; }

    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>
    /// A JSON object as text. Its fields <c>kind</c>, <c>item_type</c>, <c>subject_relation</c>, <c>temporal_relevance</c>, <c>sentiment</c>,
    /// <c>quantity</c>, <c>event_time</c>, <c>valid_from</c>, <c>valid_until</c> and <c>agent_framing</c> also set the fact's own fields.
    /// </summary>
    public string? Metadata { get; init; }

    /// <summary>The node to hang it under; null places it by type and topic.</summary>
    public string? NodeId { get; init; }

    public string? SessionId { get; init; }

    public string? SourceType { get; init; }

    public string? SourceId { get; init; }

    public DateTimeOffset? EventTime { get; init; }

    public DateTimeOffset? ValidFrom { get; init; }

    public DateTimeOffset? ValidUntil { get; init; }

    public FactOrigin Origin { get; init; } = FactOrigin.Manual;

    /// <summary>Whether it is stored even if the same words were deleted before; a fact that a person writes is, one that is extracted is not.</summary>
    public bool IgnoreTombstone { get; init; } = true;
}

public enum FactOutcomeKind
{
    Created,

    /// <summary>An existing fact says the same: it was confirmed, and is the outcome's fact.</summary>
    Confirmed,

    /// <summary>Nothing was stored; the reason says why.</summary>
    Rejected,
}

/// <summary>What became of one fact of a request, at the same place in the list.</summary>
/// <param name="Fact">The created or confirmed fact; null when rejected.</param>
/// <param name="SupersededIds">Facts that it took the place of.</param>
/// <param name="Reason">In words meant for the caller, when rejected.</param>
public sealed record FactOutcome(FactOutcomeKind Kind, Fact? Fact, IReadOnlyList<string> SupersededIds, string? Reason);

/// <summary>A fact and whose it is, for a bulk over several users of an agent.</summary>
public sealed record AddressedFact(TreeAddress Tree, NewFact Fact);

/// <summary>Null leaves a field as it is. A text that differs makes a new version (a new id) that supersedes this one.</summary>
/// <param name="Metadata">A JSON object as text, merged field by field; a field that is null in it is removed.</param>
public sealed record ItemChange(
    string? Text = null,
    string? FactType = null,
    double? Importance = null,
    double? Confidence = null,
    IReadOnlyList<string>? Entities = null,
    string? Metadata = null);
