using FencyGrid.Grains.Webhooks;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Mapping;

namespace FencyGrid.Storage.Webhooks;

internal sealed class ReviveSubjectsHandler : ChangeHandler<ReviveSubjects>
{
    private static readonly WriteStatement Revive = new(
        """
        UPDATE webhook_deliveries SET due_at = @now
        WHERE organization_id = @organization_id AND webhook_id = @webhook_id AND status = 'PENDING' AND due_at IS NULL AND position IN (
            SELECT MIN(position) FROM webhook_deliveries
            WHERE organization_id = @organization_id AND webhook_id = @webhook_id AND status = 'PENDING'
            GROUP BY subject HAVING MAX(CASE WHEN due_at IS NULL THEN 0 ELSE 1 END) = 0)
        """,
        "organization_id", "webhook_id", "now");

    protected override async ValueTask WriteAsync(ReviveSubjects change, WriteSession session) =>
        await session.SendAsync(Revive, change.OrganizationId, change.WebhookId, Timestamp.Write(change.Now));
}
