using System.Text.Json.Serialization;

namespace FencyGrid.Contracts.Trees;

/// <summary>A message of a conversation, kept word for word as the evidence of facts.</summary>
public sealed record Message : TreeItem
{
    [JsonIgnore]
    public override TreeItemKind ItemKind => TreeItemKind.Message;

    [JsonIgnore]
    public override string Body => Content;

    public required string Role { get; init; }

    public string? Speaker { get; init; }

    public required string Content { get; init; }

    /// <summary>When it was said, where the given date was understood.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>The date as given.</summary>
    public string? DateText { get; init; }

    /// <summary>The caller's own id of the message.</summary>
    public string? DiaId { get; init; }

    /// <summary>What an attached picture shows.</summary>
    public string? Caption { get; init; }

    /// <summary>Its place in the conversation, from 0.</summary>
    public int Position { get; init; }

    public string? EpisodeId { get; init; }
}
