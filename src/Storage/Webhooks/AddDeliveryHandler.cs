using FencyGrid.Contracts.Webhooks;
using FencyGrid.Grains.Webhooks;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Mapping;

namespace FencyGrid.Storage.Webhooks;

/// <summary>Adds a delivery; what is pending is due unless an earlier one of its webhook and subject is pending.</summary>
internal sealed class AddDeliveryHandler : ChangeHandler<AddDelivery>
{
    // All columns but the position, which the database gives.
    private static readonly string[] Names = [.. Tables.WebhookDeliveries.Columns.Select(column => column.Name).Where(name => name != "position")];

    private static readonly WriteStatement Insert = new(
        $"""
        INSERT INTO webhook_deliveries ({string.Join(", ", Names)})
        SELECT {string.Join(", ", Names.Select(Value))}
        WHERE EXISTS (SELECT 1 FROM webhooks WHERE organization_id = @organization_id AND id = @webhook_id)
        ON CONFLICT (organization_id, id) DO NOTHING
        """,
        [.. Tables.WebhookDeliveries.Columns.Select(column => column.Name)]);

    protected override async ValueTask WriteAsync(AddDelivery change, WriteSession session)
    {
        DeliveryOrder.Exclude(session, change.Row);
        await session.SendAsync(Insert, Tables.WebhookDeliveries, change.Row);
    }

    private static string Value(string name) => name != "due_at"
        ? $"@{name}"
        : $"""
        CASE WHEN EXISTS (
            SELECT 1 FROM webhook_deliveries
            WHERE organization_id = @organization_id AND webhook_id = @webhook_id AND subject = @subject AND status = '{EnumText<DeliveryStatus>.Write(DeliveryStatus.Pending)}')
        THEN NULL ELSE @due_at END
        """;
}
