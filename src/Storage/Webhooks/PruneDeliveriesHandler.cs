using FencyGrid.Grains.Webhooks;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Mapping;

namespace FencyGrid.Storage.Webhooks;

/// <summary>Takes old deliveries out of the log, oldest first.</summary>
internal sealed class PruneDeliveriesHandler : ChangeHandler<PruneDeliveries>
{
    // Looks at as many rows as it may delete: positions grow with time.
    private static readonly WriteStatement DeleteOld = new(
        """
        DELETE FROM webhook_deliveries WHERE organization_id = @organization_id AND created_at < @before AND position IN (
            SELECT position FROM webhook_deliveries WHERE organization_id = @organization_id AND webhook_id = @webhook_id ORDER BY position LIMIT @limit)
        """,
        "organization_id", "webhook_id", "before", "limit");

    protected override async ValueTask WriteAsync(PruneDeliveries change, WriteSession session) =>
        await session.SendAsync(DeleteOld, change.OrganizationId, change.WebhookId, Timestamp.Write(change.Before), change.Limit);
}
