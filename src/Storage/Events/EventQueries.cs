using Dapper;
using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Paging;
using FencyGrid.Storage.Reads;

namespace FencyGrid.Storage.Events;

internal sealed class EventQueries(StoreReader reader, PageTokens tokens) : IEventQueries
{
    private static readonly string FindSql = $"SELECT {Tables.Events.Select} FROM events WHERE organization_id = @organizationId AND id = @eventId";

    private readonly KeysetList<GridEvent> _list = new(
        reader, tokens, $"SELECT {Tables.Events.Select} FROM events WHERE organization_id = @organization_id", "created_at", "id");

    public Task<GridEvent?> FindAsync(string organizationId, string eventId, CancellationToken cancellationToken) =>
        reader.FindAsync(FindSql, new { organizationId, eventId }, row => Tables.Events.Read(row).ToEvent(), cancellationToken);

    public Task<Page<GridEvent>> ListAsync(string organizationId, PageRequest page, CancellationToken cancellationToken) => _list.ReadAsync(
        new PageScope(organizationId, "events", page.Ascending),
        page,
        new DynamicParameters(),
        row => Tables.Events.Read(row).ToEvent(),
        row => [Timestamp.Write(row.CreatedAt), row.Id],
        fits: null,
        cancellationToken);
}
