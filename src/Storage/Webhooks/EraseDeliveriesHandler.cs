using FencyGrid.Grains.Webhooks;
using FencyGrid.Storage.Commits;

namespace FencyGrid.Storage.Webhooks;

internal sealed class EraseDeliveriesHandler : ChangeHandler<EraseDeliveries>
{
    private static readonly WriteStatement DeleteAll = new(
        "DELETE FROM webhook_deliveries WHERE organization_id = @organization_id AND webhook_id = @webhook_id",
        "organization_id", "webhook_id");

    protected override async ValueTask WriteAsync(EraseDeliveries change, WriteSession session) =>
        await session.EraseAsync(DeleteAll, change.OrganizationId, change.WebhookId);
}
