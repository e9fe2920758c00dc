using System.Text.Json.Serialization;

namespace FencyGrid.Contracts.Trees;

/// <summary>The digest of a stretch of a conversation, which bounds its facts in time.</summary>
public sealed record Episode : TreeItem
{
    [JsonIgnore]
    public override TreeItemKind ItemKind => TreeItemKind.Episode;

    [JsonIgnore]
    public override string Body => Summary;

    public required string Title { get; init; }

    public required string Summary { get; init; }

    public IReadOnlyList<string> Topics { get; init; } = [];

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public IReadOnlyList<string> FactIds { get; init; } = [];

    public IReadOnlyList<string> ArtifactIds { get; init; } = [];
}
