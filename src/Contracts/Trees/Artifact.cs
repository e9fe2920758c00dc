using System.Text.Json.Serialization;

namespace FencyGrid.Contracts.Trees;

/// <summary>One version of a structured object of a conversation.</summary>
public sealed record Artifact : TreeItem
{
    [JsonIgnore]
    public override TreeItemKind ItemKind => TreeItemKind.Artifact;

    [JsonIgnore]
    public override string Body => Content;

    /// <summary><c>code</c>, <c>document</c>, <c>list</c> or <c>table</c>.</summary>
    public required string ArtifactType { get; init; }

    public required string Name { get; init; }

    public required string Content { get; init; }

    public required string Summary { get; init; }

    /// <summary>Why it is kept: the words that lead to it.</summary>
    public string? Rationale { get; init; }

    /// <summary>1 for the first version.</summary>
    public int Version { get; init; } = 1;

    public bool IsLatest { get; init; } = true;

    /// <summary>The first version's id; its own for the first.</summary>
    public required string RootArtifactId { get; init; }

    /// <summary>The version before; null for the first.</summary>
    public string? ParentArtifactId { get; init; }

    /// <summary>Facts of the same message that describe it.</summary>
    public IReadOnlyList<string> DescriptorFactIds { get; init; } = [];

    public string? EpisodeId { get; init; }

    /// <summary>The message that holds it.</summary>
    public string? SourceMessageId { get; init; }

    public IReadOnlyList<string> SourceDiaIds { get; init; } = [];
}
