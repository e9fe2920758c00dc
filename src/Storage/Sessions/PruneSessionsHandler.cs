using FencyGrid.Grains.Sessions;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Mapping;

namespace FencyGrid.Storage.Sessions;

/// <summary>Takes expired sessions and streams out, oldest first.</summary>
internal sealed class PruneSessionsHandler : ChangeHandler<PruneSessions>
{
    private static readonly WriteStatement DeleteSessions = Delete("sessions");
    private static readonly WriteStatement DeleteStreams = Delete("streams");

    protected override async ValueTask WriteAsync(PruneSessions change, WriteSession session)
    {
        await session.SendAsync(DeleteSessions, change.OrganizationId, Timestamp.Write(change.ExpiredBefore), change.Limit);
        await session.SendAsync(DeleteStreams, change.OrganizationId, Timestamp.Write(change.ExpiredBefore), change.Limit);
    }

    private static WriteStatement Delete(string table) => new(
        $"""
        DELETE FROM {table} WHERE organization_id = @organization_id AND id IN (
            SELECT id FROM {table} WHERE organization_id = @organization_id AND expires_at < @before ORDER BY expires_at LIMIT @limit)
        """,
        "organization_id", "before", "limit");
}
