using FencyGrid.Grains.Webhooks;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Mapping;

namespace FencyGrid.Storage.Webhooks;

/// <summary>Takes old deliveries out of the log, oldest first.</summary>
internal sealed class PruneDeliveriesHandler : ChangeHandler<PruneDeliveries>
{
    // Each webhook's oldest come first along its index; what is younger ends the look.
    private static readonly WriteStatement DeleteOld = new(
        """
        DELETE FROM webhook_deliveries WHERE organization_id = @organization_id AND position IN (
            SELECT d.position FROM webhooks w
            JOIN webhook_deliveries d ON d.organization_id = w.organization_id AND d.webhook_id = w.id
            WHERE w.organization_id = @organization_id AND d.created_at < @before
            ORDER BY d.position LIMIT @limit)
        """,
        "organization_id", "before", "limit");

    protected override async ValueTask WriteAsync(PruneDeliveries change, WriteSession session) =>
        await session.ExecuteAsync(DeleteOld, change.OrganizationId, Timestamp.Write(change.Before), change.Limit);
}
