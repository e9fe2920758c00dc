using FencyGrid.Contracts;
using FencyGrid.Contracts.Webhooks;

namespace FencyGrid.Grains.Webhooks;

/// <summary>Reads of webhooks and their deliveries.</summary>
public interface IWebhookQueries
{
    Task<WebhookRow?> FindAsync(string organizationId, string webhookId, CancellationToken cancellationToken);

    Task<Page<WebhookRow>> ListAsync(string organizationId, PageRequest page, CancellationToken cancellationToken);

    /// <summary>How many webhooks the organization has.</summary>
    Task<long> CountAsync(string organizationId, CancellationToken cancellationToken);

    /// <summary>Ids of the enabled webhooks that want events of the type.</summary>
    Task<IReadOnlyList<string>> ListWantingAsync(string organizationId, string eventType, CancellationToken cancellationToken);

    Task<DeliveryRow?> FindDeliveryAsync(string organizationId, string webhookId, string deliveryId, CancellationToken cancellationToken);

    Task<Page<WebhookDelivery>> ListDeliveriesAsync(string organizationId, string webhookId, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Deliveries that may be attempted now, the longest due first.</summary>
    Task<IReadOnlyList<DueDelivery>> ListDueAsync(string organizationId, string webhookId, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Enabled webhooks, over all organizations, that have a delivery which is due. Only the dispatch reads so.</summary>
    Task<IReadOnlyList<GrainKey>> ListWebhooksDueAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <param name="HasNext">Whether another delivery of the subject waits for this one.</param>
public sealed record DueDelivery(DeliveryRow Delivery, bool HasNext);
