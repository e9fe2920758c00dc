namespace FencyGrid.Contracts.Search;

/// <summary>What a task may read: each entry opens one memory type, narrowed by ids and by metadata where given.</summary>
public sealed record GuardRails(IReadOnlyList<MemoryTypeAccess> MemoryTypes);

/// <param name="MemoryIds">Only these memories; null for all of the type.</param>
/// <param name="Match">
/// A JSON object as text: field to a value (equal), an array (any of them), or <c>{"gte":…,"gt":…,"lte":…,"lt":…}</c> for numbers.
/// A field that holds an array matches when any of its elements does.
/// </param>
public sealed record MemoryTypeAccess(string MemoryTypeId, IReadOnlyList<string>? MemoryIds, string? Match);

/// <param name="GuardRails">Null opens every memory type of the organization.</param>
/// <param name="ChunkLimit">At most so many matching chunks.</param>
/// <param name="ContextBefore">How many chunks before each match come along.</param>
/// <param name="ContextAfter">How many chunks after each match come along.</param>
public sealed record MemorySearchRequest(string Query, GuardRails? GuardRails, int ChunkLimit, int ContextBefore, int ContextAfter);

public enum ChunkRelation
{
    ContextBefore,
    Match,
    ContextAfter,
}

/// <param name="ChunkNumber">1 for the memory's first chunk.</param>
/// <param name="PageNumbers">The pages the chunk stands on, from 1; empty where the source has no pages.</param>
public sealed record Passage(int ChunkNumber, IReadOnlyList<int> PageNumbers, string Content);

public sealed record RelatedPassage(Passage Passage, ChunkRelation Relation);

/// <summary>One matching chunk with its memory and, where asked for, its surroundings.</summary>
/// <param name="Score">0 to 1.</param>
public sealed record MemorySearchHit(
    string MemoryId,
    string MemoryTitle,
    string MemoryTypeId,
    string MemoryTypeName,
    Passage MatchingChunk,
    double Score,
    IReadOnlyList<RelatedPassage> Chunks);
