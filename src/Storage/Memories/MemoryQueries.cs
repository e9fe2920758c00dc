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

    private static readonly string OfTypeSql =
        $"SELECT {Tables.Memories.Select} FROM memories WHERE organization_id = @organizationId AND type_id = @typeId ORDER BY created_at DESC, id DESC LIMIT @limit";

    private static readonly string FindContentSql =
        $"SELECT {Tables.MemoryContents.Select} FROM memory_contents WHERE organization_id = @organizationId AND memory_id = @memoryId";

    private static readonly string ChunksSql =
        $"""
        SELECT {Tables.Chunks.Select} FROM chunks
        WHERE organization_id = @organizationId AND memory_id = @memoryId AND number IN @wanted AND content_version = @contentVersion
        ORDER BY number
        """;

    private static readonly string ChunksOfManySql =
        $"SELECT {Tables.Chunks.Select} FROM chunks WHERE organization_id = @organizationId AND memory_id IN @memoryIds AND number IN @numbers";

    // In two queries: from what waits, which is little, to the memories, which are many. One join leaves it to the planner where to begin,
    // and PostgreSQL's takes all memories of a type for as few as what waits until it has analyzed the tables.
    private const string WaitingSql =
        """
        SELECT o.position, (SELECT e.subject FROM events e WHERE e.organization_id = o.organization_id AND e.id = o.event_id) FROM outbox o
        WHERE o.organization_id = @organizationId AND o.consumer = 'synchronize' AND o.position > @after ORDER BY o.position LIMIT @most
        """;

    private const string PendingSql =
        """
        SELECT id, type_id, content_status = 'SYNCHRONIZED', shard, version FROM memories
        WHERE organization_id = @organizationId AND id IN @ids AND source_type = 'TEXT' {0}
        ORDER BY created_at, id LIMIT @most
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

    public async Task<IReadOnlyList<ChunkRow>> GetChunksAsync(string organizationId, IReadOnlySet<ChunkPlace> places, CancellationToken cancellationToken)
    {
        var chunks = new List<ChunkRow>(places.Count);

        // One query for all memories that are asked for the same numbers: the chunks of a search's hits come in few such groups.
        var byMemory = places.GroupBy(place => place.MemoryId, place => place.Number);
        foreach (var alike in byMemory.GroupBy(memory => string.Join(',', memory.Distinct().Order()), memory => memory))
        {
            foreach (var memoryIds in alike.Select(memory => memory.Key).Chunk(IdsPerQuery))
            {
                foreach (var numbers in alike.First().Distinct().Chunk(IdsPerQuery))
                {
                    var rows = await reader.ListAsync(ChunksOfManySql, new { organizationId, memoryIds, numbers }, Tables.Chunks.Read, cancellationToken);
                    chunks.AddRange(rows.Where(row => places.Contains(new ChunkPlace(row.MemoryId, row.ContentVersion, row.Number))));
                }
            }
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

    public Task<IReadOnlyList<MemoryRow>> ListOfTypeAsync(string organizationId, string typeId, int limit, CancellationToken cancellationToken) =>
        reader.ListAsync(OfTypeSql, new { organizationId, typeId, limit }, Tables.Memories.Read, cancellationToken);

    public async Task<IReadOnlyList<PendingMemory>> ListPendingAsync(
        string organizationId,
        IReadOnlyCollection<string>? typeIds,
        int limit,
        CancellationToken cancellationToken)
    {
        var pending = new List<PendingMemory>();
        var sql = PendingSql.Replace("{0}", typeIds is null ? "" : "AND type_id IN @typeIds", StringComparison.Ordinal);
        var after = 0L;
        while (typeIds is not { Count: 0 } && pending.Count < limit)
        {
            var waiting = await reader.ListAsync(
                WaitingSql, new { organizationId, after, most = IdsPerQuery }, row => (Position: row.GetInt64(0), MemoryId: row.GetString(1)), cancellationToken);
            if (waiting.Count > 0)
            {
                string[] ids = [.. waiting.Select(entry => entry.MemoryId).Distinct()];
                pending.AddRange(await reader.ListAsync(
                    sql,
                    new { organizationId, ids, typeIds, most = limit - pending.Count },
                    row => new PendingMemory(row.GetString(0), row.GetString(1), row.GetBoolean(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.GetInt64(4)),
                    cancellationToken));
            }

            if (waiting.Count < IdsPerQuery)
            {
                break;
            }

            after = waiting[^1].Position;
        }

        return [.. pending.DistinctBy(memory => memory.MemoryId)];
    }
}
