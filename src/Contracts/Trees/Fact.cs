using System.Text.Json.Serialization;

namespace FencyGrid.Contracts.Trees;

/// <summary>How a fact came to be.</summary>
public enum FactOrigin
{
    /// <summary>Given as a finished fact.</summary>
    Manual,

    /// <summary>Read out of a conversation.</summary>
    Extracted,

    /// <summary>A message kept word for word as a memory of its own.</summary>
    Verbatim,

    /// <summary>Given to the agent as a seed: lore, identity, personality.</summary>
    Seed,

    /// <summary>Promoted from what several users share.</summary>
    Wisdom,
}

/// <summary>One claim that a tree remembers. Scores are 0 to 1. Optional fields are null where there is no source for them.</summary>
public sealed record Fact : TreeItem
{
    [JsonIgnore]
    public override TreeItemKind ItemKind => TreeItemKind.Fact;

    [JsonIgnore]
    public override string Body => Text;

    public required string Text { get; init; }

    public FactOrigin Origin { get; init; }

    /// <summary>Where it was written from, for example <c>manual</c>, <c>conversation</c>, <c>explicit</c>, <c>seed</c>, <c>wisdom</c>.</summary>
    public string SourceType { get; init; } = "manual";

    /// <summary>What it was written from, within the source type.</summary>
    public string? SourceId { get; init; }

    /// <summary>The node of the tree that it hangs under.</summary>
    public required string NodeId { get; init; }

    /// <summary><c>user_fact</c>, <c>agent_fact</c>, <c>world_fact</c>, or what the caller gave.</summary>
    public string FactType { get; init; } = "user_fact";

    /// <summary><c>inventory</c>, <c>role</c>, <c>event</c>, <c>preference</c>, <c>relationship</c>, <c>identity</c> or <c>general</c>.</summary>
    public string Kind { get; init; } = "general";

    /// <summary>The branch: <c>factual</c>, <c>episodic</c>, <c>semantic</c>, <c>procedural</c>, <c>identity</c>, <c>temporal</c> or <c>relational</c>.</summary>
    public string MemoryType { get; init; } = "factual";

    public string? Subject { get; init; }

    /// <summary>What is said of the subject, where recognised; another value of a single-valued attribute supersedes.</summary>
    public string? Attribute { get; init; }

    public string? Value { get; init; }

    /// <summary>False when the claim denies.</summary>
    public bool Assertion { get; init; } = true;

    public IReadOnlyList<string> Entities { get; init; } = [];

    /// <summary>Entities found in the text beside those that were given.</summary>
    public IReadOnlyList<string> InferredEntities { get; init; } = [];

    public IReadOnlyList<string> TopicTags { get; init; } = [];

    /// <summary>As given; the topic tags where none were given.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    public string Sentiment { get; init; } = "neutral";

    public double EmotionalIntensity { get; init; }

    public string SubjectRelation { get; init; } = "mentions";

    public string TemporalRelevance { get; init; } = "ongoing";

    public string? ItemType { get; init; }

    public double? Quantity { get; init; }

    public double Importance { get; init; } = 0.5;

    public double Confidence { get; init; } = 0.8;

    /// <summary><c>high</c>, <c>medium</c> or <c>low</c>, by importance.</summary>
    public string Priority { get; init; } = "medium";

    /// <summary>How much it tells of the agent's own character.</summary>
    public double CharacterSalience { get; init; }

    /// <summary>How much it tells of people and what binds them.</summary>
    public double RelationshipRelevance { get; init; }

    /// <summary>How the agent can put the claim to the user it is about; null where it is not about the user.</summary>
    public string? AgentFraming { get; init; }

    /// <summary><c>user</c> or <c>agent_global</c>: the kind of tree it belongs in.</summary>
    public string ScopeHint { get; init; } = "user";

    /// <summary>Start of the time that the claim speaks of.</summary>
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>The event's time where it lay ahead when the fact was written.</summary>
    public DateTimeOffset? TimeSensitiveAt { get; init; }

    /// <summary>From when the claim holds.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>Until when it held; null while it does.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>How often it was written: 1 at first, one more with every repeat.</summary>
    public int MentionCount { get; init; } = 1;

    public required DateTimeOffset LastConfirmed { get; init; }

    /// <summary>How often a search answered with it.</summary>
    public int HitCount { get; init; }

    /// <summary>How often it matched a search but ranked below what was answered.</summary>
    public int MissCount { get; init; }

    public DateTimeOffset? LastRetrievedAt { get; init; }

    public double RetentionStrength { get; init; } = 1;

    /// <summary>The older fact that this one took the place of.</summary>
    public string? SupersedesId { get; init; }

    /// <summary>The newer fact that took this one's place.</summary>
    public string? SupersededById { get; init; }

    /// <summary><c>created</c>, <c>confirmed</c>, <c>updated</c>, <c>superseded</c>, <c>archived</c> or <c>restored</c>: the last change.</summary>
    public string ChangeType { get; init; } = "created";

    public string? ChangeReason { get; init; }

    public string? EpisodeId { get; init; }

    /// <summary>The messages it was read from (ids of <see cref="Message"/> items); a verbatim fact names none.</summary>
    public IReadOnlyList<string> EvidenceMessageIds { get; init; } = [];

    /// <summary>The callers' own ids of those messages, a verbatim fact's own included.</summary>
    public IReadOnlyList<string> SourceDiaIds { get; init; } = [];

    /// <summary>Role of the author of the evidence.</summary>
    public string? SourceRole { get; init; }

    /// <summary>Name of the author of the evidence, where known.</summary>
    public string? Speaker { get; init; }

    /// <summary>When the evidence was said; null where no date was given or understood.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>The date as it was given, understood or not.</summary>
    public string? DateText { get; init; }

    /// <summary>A verbatim fact's place in its conversation, from 0.</summary>
    public int? Position { get; init; }

    /// <summary>The artifact that the claim describes.</summary>
    public string? SourceArtifactId { get; init; }

    public string? RootArtifactId { get; init; }

    /// <summary>Facts that belong together share it, once consolidation has linked them.</summary>
    public string? ClusterId { get; init; }

    /// <summary>Claims and denials of the same subject and attribute share it.</summary>
    public string? PolarityGroupId { get; init; }

    /// <summary>Facts that consolidation found related, by id.</summary>
    public IReadOnlyList<string> LinkedFactIds { get; init; } = [];

    /// <summary>When consolidation last changed it.</summary>
    public DateTimeOffset? ConsolidatedAt { get; init; }

    /// <summary>When consolidation put it away.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>The fact that stands for it since.</summary>
    public string? MergedIntoId { get; init; }

    /// <summary>Keyed hash of the claim in general terms, where it could be anybody's: users who share it are counted by it.</summary>
    public string? ClaimHash { get; init; }

    /// <summary>The exact words of the evidence that it was read from; null for a fact that was given as it is.</summary>
    public string? Quote { get; init; }
}
