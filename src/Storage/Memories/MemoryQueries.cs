using FencyGrid.Contracts.Memories;
using FencyGrid.Grains.Memories;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Paging;
using FencyGrid.Storage.Reads;

namespace FencyGrid.Storage.Memories;

internal sealed partial class MemoryQueries(StoreReader reader, PageTokens tokens) : IMemoryQueries
{
    // Well under the number of parameters that one statement may have.
    private const int IdsPerQuery = 500;

    private static readonly string FindSql = $"SELECT {Tables.Memories.Select} FROM memories WHERE organization_id = @organizationId AND id = @memoryId";
    private static readonly string FindManySql = $"SELECT {Tables.Memories.Select} FROM memories WHERE organization_id = @organizationId AND id IN @ids";

    private static readonly string FindContentSql =
        $"SELECT {Tables.MemoryContents.Select} FROM memory_contents WHERE organization_id = @organizationId AND memory_id = @memoryId";

    private static readonly string ChunksSql =
        $"""
        SELECT {Tables.Chunks.Select} FROM chunks
        WHERE organization_id = @organizationId AND memory_id = @memoryId AND number IN @wanted AND content_version = @contentVersion
        ORDER BY number
        """;

    // The status stands in the text, not in a parameter: only so is the index of such memories used.
    private const string SynchronizingSql =
        """
        SELECT id FROM memories
        WHERE organization_id = @organizationId AND content_status = 'SYNCHRONIZING' AND source_type = 'TEXT' {0}
        ORDER BY created_at, id LIMIT @limit
        """;

    public Task<MemoryRow?> FindAsync(string organizationId, string memoryId, CancellationToken cancellationToken) =>
        reader.FindAsync(FindSql, new { organizationId, memoryId }, Tables.Memories.Read, cancellationToken);

    public Task<MemoryContentRow?> FindContentAsync(string organizationId, string memoryId, CancellationToken cancellationToken) =>
        reader.FindAsync(FindContentSql, new { organizationId, memoryId }, Tables.MemoryContents.Read, cancellationToken);

    public async Task<IReadOnlyList<ChunkRow>> GetChunksAsync(
        string organizationId,
        string memoryId,
        long contentVersion,
        IReadOnlyCollection<int> numbers,
        CancellationToken cancellationToken)
    {
        var chunks = new List<ChunkRow>(numbers.Count);
        foreach (var wanted in numbers.Distinct().Order().Chunk(IdsPerQuery))
        {
            chunks.AddRange(await reader.ListAsync(ChunksSql, new { organizationId, memoryId, contentVersion, wanted }, Tables.Chunks.Read, cancellationToken));
        }

        return chunks;
    }

    public async Task<IReadOnlyList<MemoryRow>> FindManyAsync(string organizationId, IReadOnlyCollection<string> memoryIds, CancellationToken cancellationToken)
    {
        var memories = new List<MemoryRow>(memoryIds.Count);
        foreach (var ids in memoryIds.Distinct().Chunk(IdsPerQuery))
        {
            memories.AddRange(await reader.ListAsync(FindManySql, new { organizationId, ids }, Tables.Memories.Read, cancellationToken));
        }

        return memories;
    }

    public Task<IReadOnlyList<string>> ListSynchronizingAsync(
        string organizationId,
        IReadOnlyCollection<string>? typeIds,
        int limit,
        CancellationToken cancellationToken) => typeIds is { Count: 0 }
            ? Task.FromResult<IReadOnlyList<string>>([])
            : reader.ListAsync(
                SynchronizingSql.Replace("{0}", typeIds is null ? "" : "AND type_id IN @typeIds", StringComparison.Ordinal),
                new { organizationId, typeIds, limit },
                row => row.GetString(0),
                cancellationToken);
}
