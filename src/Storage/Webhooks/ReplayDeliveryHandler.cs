using FencyGrid.Grains.Webhooks;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Mapping;

namespace FencyGrid.Storage.Webhooks;

internal sealed class ReplayDeliveryHandler : ChangeHandler<ReplayDelivery>
{
    private static readonly WriteStatement Replay = new(
        """
        UPDATE webhook_deliveries SET status = 'PENDING', attempts = 0, expires_at = @expires_at, due_at = CASE WHEN EXISTS (
            SELECT 1 FROM webhook_deliveries other
            WHERE other.organization_id = @organization_id AND other.webhook_id = @webhook_id AND other.subject = @subject
              AND other.status = 'PENDING' AND other.due_at IS NOT NULL AND other.id <> @id)
        THEN NULL ELSE @now END
        WHERE organization_id = @organization_id AND id = @id
        """,
        "organization_id", "webhook_id", "subject", "id", "expires_at", "now");

    protected override async ValueTask WriteAsync(ReplayDelivery change, WriteSession session)
    {
        var row = change.Row;
        DeliveryOrder.Exclude(session, row);
        await session.SendAsync(
            Replay, row.OrganizationId, row.WebhookId, row.Subject, row.Id, Timestamp.Write(row.ExpiresAt), Timestamp.Write(change.Now));
    }
}
