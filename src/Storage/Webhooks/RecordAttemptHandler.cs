using FencyGrid.Contracts.Webhooks;
using FencyGrid.Grains.Webhooks;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Mapping;

namespace FencyGrid.Storage.Webhooks;

/// <summary>Writes what came of an attempt, and lets the subject's next delivery go when this one is done.</summary>
internal sealed class RecordAttemptHandler : ChangeHandler<RecordAttempt>
{
    private static readonly WriteStatement Record = new(
        """
        UPDATE webhook_deliveries SET status = @status, attempts = @attempts, due_at = @due_at, last_attempt_at = @last_attempt_at,
            response_status = @response_status, error = @error
        WHERE organization_id = @organization_id AND id = @id
        """,
        [.. Tables.WebhookDeliveries.Columns.Select(column => column.Name)]);

    private static readonly WriteStatement PromoteNext = new(
        """
        UPDATE webhook_deliveries SET due_at = @now WHERE due_at IS NULL AND position = (
            SELECT MIN(position) FROM webhook_deliveries
            WHERE organization_id = @organization_id AND webhook_id = @webhook_id AND subject = @subject AND status = 'PENDING')
        """,
        "organization_id", "webhook_id", "subject", "now");

    protected override async ValueTask WriteAsync(RecordAttempt change, WriteSession session)
    {
        var row = change.Row;
        DeliveryOrder.Exclude(session, row);
        await session.SendAsync(Record, Tables.WebhookDeliveries, row);
        if (row.Status != DeliveryStatus.Pending)
        {
            await session.SendAsync(PromoteNext, row.OrganizationId, row.WebhookId, row.Subject, Timestamp.Write(change.Now));
        }
    }
}
