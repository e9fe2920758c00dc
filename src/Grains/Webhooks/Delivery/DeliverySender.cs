using FencyGrid.Contracts.Webhooks;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Events;

namespace FencyGrid.Grains.Webhooks.Delivery;

/// <summary>Makes one attempt: renders the event as it is now, signs and posts it.</summary>
public sealed class DeliverySender(IEventQueries events, IEventBody body, IWebhookTransport transport, WebhookOptions options, TimeProvider time)
{
    private const string EventIsGone = "The event is no longer in the log.";

    /// <summary>Whether the delivery's event is still in the log, so that it can be sent.</summary>
    public async Task<bool> IsKeptAsync(DeliveryRow delivery, CancellationToken cancellationToken) =>
        await events.FindAsync(delivery.OrganizationId, delivery.EventId, cancellationToken) is not null;

    /// <returns>The delivery as it is to be recorded.</returns>
    public async Task<DeliveryRow> AttemptAsync(WebhookRow webhook, DeliveryRow delivery, CancellationToken cancellationToken)
    {
        // Read anew for each attempt: after a delete it no longer says what it said when the delivery was added.
        if (await events.FindAsync(delivery.OrganizationId, delivery.EventId, cancellationToken) is not { } gridEvent)
        {
            return delivery with { Status = DeliveryStatus.Failed, DueAt = null, Error = EventIsGone };
        }

        var rendered = await body.RenderAsync(gridEvent, cancellationToken);
        var result = await SendAsync(webhook, delivery.EventId, rendered, cancellationToken);
        return RetrySchedule.After(delivery, result, options, time.Now());
    }

    /// <summary>Sends a test event once; it ends delivered or failed.</summary>
    public async Task<DeliveryRow> TestAsync(WebhookRow webhook, DeliveryRow delivery, CancellationToken cancellationToken)
    {
        var rendered = body.RenderTest(webhook.OrganizationId, webhook.Id, delivery.EventId, delivery.CreatedAt);
        var result = await SendAsync(webhook, delivery.EventId, rendered, cancellationToken);
        return RetrySchedule.After(delivery with { ExpiresAt = delivery.CreatedAt }, result, options, time.Now());
    }

    private Task<TransportResult> SendAsync(WebhookRow webhook, string messageId, byte[] rendered, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var previous = webhook.PreviousSecretExpiresAt > now ? webhook.PreviousSecret : null;
        var headers = WebhookSignature.Headers(webhook.Algorithm, webhook.Secret, previous, messageId, now, rendered);
        return transport.SendAsync(new WebhookMessage(webhook.Url, headers, rendered), options.Timeout, cancellationToken);
    }
}
