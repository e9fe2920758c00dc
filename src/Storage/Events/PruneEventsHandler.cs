using FencyGrid.Grains.Engine.Events;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Mapping;

namespace FencyGrid.Storage.Events;

/// <summary>Takes old events out of the log, oldest first; those that still wait in the outbox stay.</summary>
internal sealed class PruneEventsHandler : ChangeHandler<PruneEvents>
{
    private static readonly WriteStatement DeleteOld = new(
        """
        DELETE FROM events WHERE organization_id = @organization_id AND id IN (
            SELECT e.id FROM events e
            WHERE e.organization_id = @organization_id AND e.created_at < @before
              AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.organization_id = e.organization_id AND o.event_id = e.id)
            ORDER BY e.created_at, e.id LIMIT @limit)
        """,
        "organization_id", "before", "limit");

    protected override async ValueTask WriteAsync(PruneEvents change, WriteSession session) =>
        await session.EraseAsync(DeleteOld, change.OrganizationId, Timestamp.Write(change.Before), change.Limit);
}
