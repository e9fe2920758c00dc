using System.Data.Common;
using System.Runtime.CompilerServices;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Memories;

namespace FencyGrid.Storage.Memories;

internal sealed partial class MemoryQueries
{
    private const string IndexedColumns =
        """
        SELECT m.id, m.synchronized_version, m.version, m.metadata, c.index_entry FROM memories m
        LEFT JOIN chunks c ON c.organization_id = m.organization_id AND c.memory_id = m.id
        """;

    // Along the indexes memories_by_shard and the chunks' key: nothing is sorted, so the first row comes at once.
    private const string LoadShardSql =
        IndexedColumns +
        """

        WHERE m.organization_id = @organizationId AND m.type_id = @typeId AND m.shard = @shard AND m.synchronized_version > 0
        ORDER BY m.created_at, m.id, c.number
        """;

    private const string LoadIndexedSql =
        IndexedColumns +
        """

        WHERE m.organization_id = @organizationId AND m.id = @memoryId AND m.synchronized_version > 0
        ORDER BY c.number
        """;

    private const string CountShardsSql =
        """
        SELECT shard, SUM(chunk_count) FROM memories
        WHERE organization_id = @organizationId AND type_id = @typeId AND shard IS NOT NULL GROUP BY shard
        """;

    public IAsyncEnumerable<IndexedMemory> LoadShardAsync(string organizationId, string typeId, int shard, CancellationToken cancellationToken) =>
        LoadAsync(LoadShardSql, new { organizationId, typeId, shard }, cancellationToken);

    public async Task<IndexedMemory?> LoadIndexedAsync(string organizationId, string memoryId, CancellationToken cancellationToken)
    {
        await foreach (var memory in LoadAsync(LoadIndexedSql, new { organizationId, memoryId }, cancellationToken))
        {
            return memory;
        }

        return null;
    }

    public async Task<IReadOnlyDictionary<int, long>> CountShardsAsync(string organizationId, string typeId, CancellationToken cancellationToken)
    {
        var counts = await reader.ListAsync(CountShardsSql, new { organizationId, typeId }, row => (Shard: row.GetInt32(0), Chunks: row.GetInt64(1)), cancellationToken);
        return counts.ToDictionary(count => count.Shard, count => count.Chunks);
    }

    private async IAsyncEnumerable<IndexedMemory> LoadAsync(string sql, object parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IndexedMemory? memory = null;
        var entries = new List<byte[]>();
        await foreach (var (id, record) in reader.StreamAsync(sql, parameters, Read, cancellationToken))
        {
            if (memory?.MemoryId != id)
            {
                if (memory is not null)
                {
                    yield return memory;
                }

                entries = [];
                memory = new IndexedMemory(id, record.GetInt64(1), record.GetInt64(2), record.GetString(3), entries);
            }

            if (!record.IsDBNull(4))
            {
                entries.Add(record.GetFieldValue<byte[]>(4));
            }
        }

        if (memory is not null)
        {
            yield return memory;
        }

        static (string Id, DbDataReader Record) Read(DbDataReader record) => (record.GetString(0), record);
    }
}
