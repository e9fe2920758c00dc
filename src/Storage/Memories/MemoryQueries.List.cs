using System.Data.Common;
using Dapper;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Grains.Memories;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Paging;

namespace FencyGrid.Storage.Memories;

internal sealed partial class MemoryQueries
{
    private readonly KeysetList<Memory> _list = new(
        reader,
        tokens,
        $"""
        SELECT {Tables.Memories.SelectAs("m")}, c.text FROM memories m
        LEFT JOIN memory_contents c ON c.organization_id = m.organization_id AND c.memory_id = m.id AND m.content_status = 'SYNCHRONIZED'
        WHERE m.organization_id = @organization_id
        """,
        "m.created_at",
        "m.id");

    public Task<Page<Memory>> ListAsync(string organizationId, PageRequest page, long maxContentCharacters, CancellationToken cancellationToken)
    {
        var characters = 0L;
        return _list.ReadAsync(
            new PageScope(organizationId, "memories", page.Ascending),
            page,
            new DynamicParameters(),
            ReadMemory,
            memory => [Timestamp.Write(memory.CreatedAt), memory.Id],
            memory => (characters += memory.Content?.Length ?? 0) <= maxContentCharacters,
            cancellationToken);
    }

    private static Memory ReadMemory(DbDataReader reader)
    {
        var row = Tables.Memories.Read(reader);
        var synchronized = row.ContentStatus == ContentStatus.Synchronized;
        var text = Tables.Memories.Columns.Count;
        return new Memory(
            row.Id,
            row.CreatedAt,
            row.UpdatedAt,
            row.SourceType,
            row.TypeId,
            row.Title,
            synchronized && !reader.IsDBNull(text) ? reader.GetString(text) : null,
            synchronized ? row.ChunkCount : null,
            row.ContentStatus,
            row.FailureReason,
            row.Metadata);
    }
}
