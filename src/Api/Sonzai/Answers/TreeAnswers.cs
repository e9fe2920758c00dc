using FencyGrid.Api.Http;
using FencyGrid.Api.Sonzai.Schemas;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Answers;

internal sealed record MemoryResponse : SonzaiObject
{
    public required IReadOnlyList<SonzaiMemoryNode> Nodes { get; init; }

    /// <summary>By node id; there when asked for.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<AtomicFact>>? Contents { get; init; }
}

internal sealed record SonzaiMemoryNode
{
    public required string NodeId { get; init; }

    public required string AgentId { get; init; }

    public string? UserId { get; init; }

    public string? ParentId { get; init; }

    public required string Path { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string MemoryType { get; init; }

    public long? Depth { get; init; }

    public long? ChildCount { get; init; }

    public long? ContentCount { get; init; }

    public IReadOnlyList<string>? ContentRefs { get; init; }

    public IReadOnlyList<string>? CrossRefs { get; init; }

    public double? Importance { get; init; }

    public double? Recency { get; init; }

    public long? AccessCount { get; init; }

    public bool? IsDeleted { get; init; }

    public bool? IsPrunable { get; init; }

    public RawJson? Metadata { get; init; }

    public DateTimeOffset? LastAccessedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public static SonzaiMemoryNode Of(MemoryNode node) => new()
    {
        NodeId = node.Id,
        AgentId = node.Tree.AgentId,
        UserId = node.Tree.IsAgentGlobal ? null : node.Tree.UserId,
        ParentId = node.ParentId,
        Path = node.Path,
        Name = node.Name,
        Description = node.Description,
        MemoryType = node.MemoryType,
        Depth = node.Depth,
        ChildCount = node.ChildCount,
        ContentCount = node.ContentCount,
        ContentRefs = Wire.Some(node.ContentRefs),
        CrossRefs = Wire.Some(node.CrossRefs),
        Importance = node.Importance,
        Recency = node.Recency,
        AccessCount = node.AccessCount,
        // A deleted node is gone; none is ever shown.
        IsDeleted = false,
        IsPrunable = node.IsPrunable,
        Metadata = Wire.Metadata(node.Metadata),
        LastAccessedAt = node.LastAccessedAt,
        CreatedAt = node.CreatedAt,
        UpdatedAt = node.UpdatedAt,
    };
}

internal sealed record ResetMemoryResponse : SonzaiObject
{
    public required bool Success { get; init; }

    /// <summary><c>completed</c>, or <c>partial</c> when something failed.</summary>
    public required string Status { get; init; }

    public required long FactsDeleted { get; init; }

    public required long NodesDeleted { get; init; }

    public long? FactsFailed { get; init; }

    public long? NodesFailed { get; init; }

    public IReadOnlyList<string>? FailedFactIds { get; init; }

    public IReadOnlyList<string>? FailedNodeIds { get; init; }

    public static ResetMemoryResponse Of(ResetResult result)
    {
        var failed = result.FailedFactIds.Count + result.FailedNodeIds.Count > 0;
        return new ResetMemoryResponse
        {
            Success = !failed,
            Status = failed ? "partial" : "completed",
            FactsDeleted = result.FactsDeleted,
            NodesDeleted = result.NodesDeleted,
            FactsFailed = failed ? result.FailedFactIds.Count : null,
            NodesFailed = failed ? result.FailedNodeIds.Count : null,
            FailedFactIds = Wire.Some(result.FailedFactIds),
            FailedNodeIds = Wire.Some(result.FailedNodeIds),
        };
    }
}
