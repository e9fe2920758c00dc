using System.Text.Json.Serialization;

namespace FencyGrid.Contracts.Trees;

public enum TreeItemKind
{
    /// <summary>One claim, or with <see cref="FactOrigin.Verbatim"/> one message that stands as a memory of its own.</summary>
    Fact,

    /// <summary>A message that was kept as the evidence of facts; searchable as verbatim, not listed as a memory.</summary>
    Message,

    /// <summary>The digest of a stretch of a conversation.</summary>
    Episode,

    /// <summary>A structured object of a conversation: code, document, list, table.</summary>
    Artifact,
}

public enum ItemState
{
    Active,

    /// <summary>A newer version or a contradicting fact took its place.</summary>
    Superseded,

    /// <summary>Consolidation put it away: out of default lists and searches, still retrievable by id and by asking for it.</summary>
    Archived,
}

/// <summary>What a tree holds under an id (a UUID, unique in the organization). The kinds differ in the rest.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$item")]
[JsonDerivedType(typeof(Fact), "fact")]
[JsonDerivedType(typeof(Message), "message")]
[JsonDerivedType(typeof(Episode), "episode")]
[JsonDerivedType(typeof(Artifact), "artifact")]
public abstract record TreeItem
{
    public required string Id { get; init; }

    public required TreeAddress Tree { get; init; }

    /// <summary>The session or conversation it belongs to (<c>session_id</c>, <c>conv_id</c>); null for none.</summary>
    public string? SessionId { get; init; }

    public ItemState State { get; init; } = ItemState.Active;

    /// <summary>A JSON object as text.</summary>
    public string Metadata { get; init; } = "{}";

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    [JsonIgnore]
    public abstract TreeItemKind ItemKind { get; }

    /// <summary>The item in words: a fact's text, a message's content, an episode's summary, an artifact's content.</summary>
    [JsonIgnore]
    public abstract string Body { get; }
}
