using Dapper;
using FencyGrid.Contracts;
using FencyGrid.Grains.MemoryTypes;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Paging;
using FencyGrid.Storage.Reads;

namespace FencyGrid.Storage.MemoryTypes;

internal sealed class MemoryTypeQueries(StoreReader reader, PageTokens tokens) : IMemoryTypeQueries
{
    private static readonly string FindSql = $"SELECT {Tables.MemoryTypes.Select} FROM memory_types WHERE organization_id = @organizationId AND id = @typeId";

    private readonly KeysetList<MemoryTypeRow> _list = new(
        reader, tokens, $"SELECT {Tables.MemoryTypes.Select} FROM memory_types WHERE organization_id = @organization_id", "created_at", "id");

    public Task<MemoryTypeRow?> FindAsync(string organizationId, string typeId, CancellationToken cancellationToken) =>
        reader.FindAsync(FindSql, new { organizationId, typeId }, Tables.MemoryTypes.Read, cancellationToken);

    public Task<Page<MemoryTypeRow>> ListAsync(string organizationId, PageRequest page, CancellationToken cancellationToken) => _list.ReadAsync(
        new PageScope(organizationId, "memory_types", page.Ascending),
        page,
        new DynamicParameters(),
        Tables.MemoryTypes.Read,
        row => [Timestamp.Write(row.CreatedAt), row.Id],
        fits: null,
        cancellationToken);

    public Task<IReadOnlyList<string>> ListIdsAsync(string organizationId, CancellationToken cancellationToken) => reader.ListAsync(
        "SELECT id FROM memory_types WHERE organization_id = @organizationId ORDER BY created_at, id",
        new { organizationId },
        row => row.GetString(0),
        cancellationToken);
}
