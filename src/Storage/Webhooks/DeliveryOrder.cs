using FencyGrid.Grains.Webhooks;
using FencyGrid.Storage.Commits;

namespace FencyGrid.Storage.Webhooks;

/// <summary>
/// What adds, ends or renews a delivery decides by the subject's other deliveries which of them is due. Were two such transactions written
/// beside each other, neither would see what the other does: two deliveries could become due together, or none.
/// </summary>
internal static class DeliveryOrder
{
    public static void Exclude(WriteSession session, DeliveryRow row) => session.Exclude($"{row.OrganizationId}/{row.WebhookId}/{row.Subject}");
}
