namespace FencyGrid.Contracts.Webhooks;

/// <summary>
/// One webhook: delivers its events, in order per subject and at least once, and holds up no other webhook.
/// Key: organization / webhook id.
/// </summary>
public interface IWebhookGrain : IGridGrain
{
    /// <exception cref="InvalidRequestException">The URL leads into a network that webhooks may not reach, or there are too many webhooks.</exception>
    Task<Webhook> CreateAsync(NewWebhook webhook, CancellationToken cancellationToken);

    [Interleaves]
    Task<Webhook> GetAsync(CancellationToken cancellationToken);

    Task<Webhook> UpdateAsync(WebhookChange change, CancellationToken cancellationToken);

    /// <summary>Removes the webhook and its deliveries, also those that wait.</summary>
    Task DeleteAsync(CancellationToken cancellationToken);

    /// <summary>Has the deliveries that are due made; returns before they are.</summary>
    Task WakeAsync(CancellationToken cancellationToken);

    /// <summary>Stops deliveries until the owner enables the webhook again.</summary>
    Task DisableAsync(string reason, CancellationToken cancellationToken);

    /// <summary>Sends a test event once, now, and answers with what came of it. It is in the log, and is not retried.</summary>
    [Interleaves]
    Task<WebhookDelivery> TestAsync(CancellationToken cancellationToken);

    /// <summary>Delivers an event once more, whatever came of it before.</summary>
    /// <exception cref="StateConflictException">The event is no longer kept, or the webhook is disabled.</exception>
    Task<WebhookDelivery> ReplayAsync(string deliveryId, CancellationToken cancellationToken);
}
