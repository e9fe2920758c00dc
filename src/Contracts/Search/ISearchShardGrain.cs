namespace FencyGrid.Contracts.Search;

/// <summary>The in-memory index of a slice of a memory type's chunks. Key: organization / memory type id / shard number.</summary>
public interface ISearchShardGrain : IEmbeddedTexts
{
    /// <summary>
    /// Makes the index hold what the store holds of that memory now: its chunks, or nothing once it is deleted.
    /// A search sees the memory's old chunks or its new ones, never some of each.
    /// </summary>
    /// <param name="version">The memory's row version that the index must know of: if it already does, nothing is read.</param>
    Task RefreshAsync(string memoryId, long version, CancellationToken cancellationToken);

    /// <summary>As <see cref="RefreshAsync"/>, for a caller that has at hand what the store holds. Nothing happens if the index knows of that version.</summary>
    Task TakeInAsync(IndexedMemory memory, CancellationToken cancellationToken);

    /// <summary>How often the terms occur here, so that all shards of a type score by the same statistics.</summary>
    [Interleaves]
    Task<ShardStatistics> GetStatisticsAsync(IReadOnlyList<string> terms, CancellationToken cancellationToken);

    [Interleaves]
    Task<IReadOnlyList<ShardHit>> SearchAsync(ShardQuery query, CancellationToken cancellationToken);
}

/// <param name="Chunks">How many chunks the shard holds.</param>
/// <param name="Terms">The summed length of those chunks, in terms.</param>
/// <param name="DocumentFrequencies">Per asked term, in how many chunks it occurs.</param>
public sealed record ShardStatistics(long Chunks, long Terms, IReadOnlyList<long> DocumentFrequencies);

/// <param name="Terms">The query's analyzed terms.</param>
/// <param name="Text">The query as asked, for the embedder.</param>
/// <param name="Statistics">Summed over all shards that are asked.</param>
/// <param name="MemoryIds">Only these memories; null for all.</param>
/// <param name="Match">The metadata filter as a JSON object; null for none. Applied before ranking.</param>
/// <param name="Limit">At most so many hits.</param>
/// <param name="Vector">What the model that the shard goes by made of the query; null ranks by words and the local embedding.</param>
public sealed record ShardQuery(
    IReadOnlyList<string> Terms,
    string Text,
    ShardStatistics Statistics,
    IReadOnlyList<string>? MemoryIds,
    string? Match,
    int Limit,
    QueryVector? Vector = null);

/// <summary>A chunk that matches, by its place; the text is read from the store.</summary>
/// <param name="ContentVersion">Which content of the memory the chunk belongs to.</param>
/// <param name="ChunkNumber">1 for the memory's first chunk.</param>
/// <param name="Score">0 to 1.</param>
public sealed record ShardHit(string MemoryId, long ContentVersion, int ChunkNumber, double Score);

/// <summary>A memory as its shard indexes it.</summary>
/// <param name="ContentVersion">The synchronized content version.</param>
/// <param name="Version">The row version that this was read at.</param>
/// <param name="Metadata">A JSON object as text.</param>
/// <param name="Entries">Index entries of chunks 1 to n, in order.</param>
public sealed record IndexedMemory(string MemoryId, long ContentVersion, long Version, string Metadata, IReadOnlyList<byte[]> Entries);
