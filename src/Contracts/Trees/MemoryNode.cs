namespace FencyGrid.Contracts.Trees;

/// <summary>A node of a tree: a branch (memory type), a topic under it, or a part of a topic that grew too large.</summary>
public sealed record MemoryNode
{
    public required string Id { get; init; }

    public required TreeAddress Tree { get; init; }

    /// <summary>Null for a branch.</summary>
    public string? ParentId { get; init; }

    /// <summary>Names from the branch down, joined by <c>/</c>, beginning with one.</summary>
    public required string Path { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string MemoryType { get; init; }

    /// <summary>0 for a branch.</summary>
    public int Depth { get; init; }

    public int ChildCount { get; init; }

    /// <summary>Active facts directly under it.</summary>
    public int ContentCount { get; init; }

    /// <summary>Ids of those facts, newest first, at most 100.</summary>
    public IReadOnlyList<string> ContentRefs { get; init; } = [];

    /// <summary>Nodes whose facts are linked with facts of this one.</summary>
    public IReadOnlyList<string> CrossRefs { get; init; } = [];

    /// <summary>0 to 1: the mean importance of its active facts.</summary>
    public double Importance { get; init; }

    /// <summary>0 to 1: halves with every 30 days since its last change.</summary>
    public double Recency { get; init; }

    /// <summary>How often searches answered with facts of it.</summary>
    public long AccessCount { get; init; }

    public DateTimeOffset? LastAccessedAt { get; init; }

    /// <summary>Whether it holds nothing active any more.</summary>
    public bool IsPrunable { get; init; }

    public string Metadata { get; init; } = "{}";

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <param name="ParentId">Only children of this node; null with no other filter: the whole tree, branches first.</param>
/// <param name="IncludeContents">Whether the active facts of each node come along.</param>
/// <param name="Limit">1 to 200.</param>
public sealed record NodeQuery(string? ParentId = null, string? MemoryType = null, bool IncludeContents = false, int Limit = 50);

/// <param name="Nodes">By path.</param>
/// <param name="Contents">Per node id its active facts, newest first; empty unless asked for.</param>
public sealed record NodeList(IReadOnlyList<MemoryNode> Nodes, IReadOnlyDictionary<string, IReadOnlyList<Fact>> Contents);
