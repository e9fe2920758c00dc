using FencyGrid.Api.Http;
using FencyGrid.Api.Sonzai.Schemas;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Answers;

/// <summary>A fact with all that is known of it. What is null is left out.</summary>
internal sealed record AtomicFact : SonzaiObject
{
    /// <summary>The format has no word for 'never', and the field must be there: it is the first moment that it can tell.</summary>
    private static readonly DateTimeOffset Never = DateTimeOffset.MinValue;

    public required string FactId { get; init; }

    public required string AgentId { get; init; }

    public string? UserId { get; init; }

    public required string NodeId { get; init; }

    public required string AtomicText { get; init; }

    public required string FactType { get; init; }

    public string? Kind { get; init; }

    public string? ItemType { get; init; }

    public double? Quantity { get; init; }

    public bool? Assertion { get; init; }

    public required double Confidence { get; init; }

    public double? Importance { get; init; }

    public string? Priority { get; init; }

    public string? Sentiment { get; init; }

    public double? EmotionalIntensity { get; init; }

    public double? CharacterSalience { get; init; }

    public double? RelationshipRelevance { get; init; }

    public string? SubjectRelation { get; init; }

    public string? TemporalRelevance { get; init; }

    public string? AgentFraming { get; init; }

    public string? ScopeHint { get; init; }

    public IReadOnlyList<string>? Entities { get; init; }

    public IReadOnlyList<string>? InferredEntities { get; init; }

    public IReadOnlyList<string>? TopicTags { get; init; }

    public RawJson? Metadata { get; init; }

    public string? SessionId { get; init; }

    public string? EpisodeId { get; init; }

    public string? ChunkId { get; init; }

    public IReadOnlyList<string>? EvidenceMessageIds { get; init; }

    public string? SourceType { get; init; }

    public string? SourceId { get; init; }

    public string? ClusterId { get; init; }

    public string? PolarityGroupId { get; init; }

    public string? SupersedesId { get; init; }

    public DateTimeOffset? EventTime { get; init; }

    public DateTimeOffset? TimeSensitiveAt { get; init; }

    public DateTimeOffset? ValidFrom { get; init; }

    public DateTimeOffset? ValidUntil { get; init; }

    public required long MentionCount { get; init; }

    public long? HitCount { get; init; }

    public long? MissCount { get; init; }

    public required double RetentionStrength { get; init; }

    public required DateTimeOffset LastConfirmed { get; init; }

    public required DateTimeOffset LastRetrievedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public static AtomicFact Of(Fact fact) => new()
    {
        FactId = fact.Id,
        AgentId = fact.Tree.AgentId,
        UserId = fact.Tree.IsAgentGlobal ? null : fact.Tree.UserId,
        NodeId = fact.NodeId,
        AtomicText = fact.Text,
        FactType = fact.FactType,
        Kind = fact.Kind,
        ItemType = fact.ItemType,
        Quantity = fact.Quantity,
        Assertion = fact.Assertion,
        Confidence = fact.Confidence,
        Importance = fact.Importance,
        Priority = fact.Priority,
        Sentiment = fact.Sentiment,
        EmotionalIntensity = fact.EmotionalIntensity,
        CharacterSalience = fact.CharacterSalience,
        RelationshipRelevance = fact.RelationshipRelevance,
        SubjectRelation = fact.SubjectRelation,
        TemporalRelevance = fact.TemporalRelevance,
        AgentFraming = fact.AgentFraming,
        ScopeHint = fact.ScopeHint,
        Entities = Wire.Some(fact.Entities),
        InferredEntities = Wire.Some(fact.InferredEntities),
        TopicTags = Wire.Some(fact.TopicTags),
        Metadata = Wire.Metadata(fact.Metadata),
        SessionId = fact.SessionId,
        EpisodeId = fact.EpisodeId,
        // The piece of text that it was read from is the first message of its evidence.
        ChunkId = fact.EvidenceMessageIds is [var first, ..] ? first : null,
        EvidenceMessageIds = Wire.Some(fact.EvidenceMessageIds),
        SourceType = fact.SourceType,
        SourceId = fact.SourceId,
        ClusterId = fact.ClusterId,
        PolarityGroupId = fact.PolarityGroupId,
        SupersedesId = fact.SupersedesId,
        EventTime = fact.EventTime,
        TimeSensitiveAt = fact.TimeSensitiveAt,
        ValidFrom = fact.ValidFrom,
        ValidUntil = fact.ValidUntil,
        MentionCount = fact.MentionCount,
        HitCount = fact.HitCount,
        MissCount = fact.MissCount,
        RetentionStrength = fact.RetentionStrength,
        LastConfirmed = fact.LastConfirmed,
        LastRetrievedAt = fact.LastRetrievedAt ?? Never,
        CreatedAt = fact.CreatedAt,
        UpdatedAt = fact.UpdatedAt,
    };

    public static IReadOnlyList<AtomicFact> Of(IEnumerable<Fact> facts) => [.. facts.Select(Of)];
}
