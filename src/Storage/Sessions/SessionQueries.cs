using FencyGrid.Grains.Sessions;
using FencyGrid.Grains.Streams;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Reads;

namespace FencyGrid.Storage.Sessions;

internal sealed class SessionQueries(StoreReader reader) : ISessionQueries, IStreamQueries
{
    private static readonly string FindSessionSql = $"SELECT {Tables.Sessions.Select} FROM sessions WHERE organization_id = @organizationId AND id = @id";
    private static readonly string FindStreamSql = $"SELECT {Tables.Streams.Select} FROM streams WHERE organization_id = @organizationId AND id = @id";

    private const string ToPruneSql =
        """
        SELECT organization_id FROM sessions WHERE expires_at < @before
        UNION SELECT organization_id FROM streams WHERE expires_at < @before LIMIT @limit
        """;

    private readonly StoreReader _expired = reader.Across("sessions", "streams");

    Task<SessionRow?> ISessionQueries.FindAsync(string organizationId, string sessionId, CancellationToken cancellationToken) =>
        reader.FindAsync(FindSessionSql, new { organizationId, id = sessionId }, Tables.Sessions.Read, cancellationToken);

    Task<StreamRow?> IStreamQueries.FindAsync(string organizationId, string streamId, CancellationToken cancellationToken) =>
        reader.FindAsync(FindStreamSql, new { organizationId, id = streamId }, Tables.Streams.Read, cancellationToken);

    public Task<IReadOnlyList<string>> ListOrganizationsToPruneAsync(DateTimeOffset expiredBefore, int limit, CancellationToken cancellationToken) =>
        _expired.ListAsync(ToPruneSql, new { before = Timestamp.Write(expiredBefore), limit }, row => row.GetString(0), cancellationToken);
}
