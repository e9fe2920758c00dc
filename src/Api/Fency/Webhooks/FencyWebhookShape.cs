using FencyGrid.Contracts.Webhooks;

namespace FencyGrid.Api.Fency.Webhooks;

/// <summary>A webhook. Its secret is never answered.</summary>
/// <param name="Algorithm"><c>sha256</c> or <c>sha1</c>: the hash of <c>x-fency-signature</c>.</param>
/// <param name="DisabledReason">Why the server disabled it by itself.</param>
/// <param name="PreviousSecretExpiresAt">Until then <c>webhook-signature</c> also holds a signature by the secret before; null when there is none.</param>
public sealed record FencyWebhook(
    string Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Url,
    IReadOnlyList<string> EventTypes,
    string Algorithm,
    bool Enabled,
    string? DisabledReason,
    DateTimeOffset? PreviousSecretExpiresAt)
{
    public static FencyWebhook Of(Webhook webhook) => new(
        webhook.Id,
        webhook.CreatedAt,
        webhook.UpdatedAt,
        webhook.Url,
        webhook.EventTypes,
        webhook.Algorithm == WebhookAlgorithm.Sha1 ? "sha1" : "sha256",
        webhook.Enabled,
        webhook.DisabledReason,
        webhook.PreviousSecretExpiresAt);
}

/// <summary>An entry of a webhook's delivery log.</summary>
/// <param name="NextAttemptAt">Null unless pending, and while an earlier event of the same entity waits.</param>
/// <param name="ResponseStatus">The HTTP status of the last attempt; null where no answer came.</param>
public sealed record FencyWebhookDelivery(
    string Id,
    string WebhookId,
    string EventId,
    string EventType,
    DeliveryStatus Status,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastAttemptAt,
    DateTimeOffset? NextAttemptAt,
    int? ResponseStatus,
    string? Error)
{
    public static FencyWebhookDelivery Of(WebhookDelivery delivery) => new(
        delivery.Id,
        delivery.WebhookId,
        delivery.EventId,
        delivery.EventType,
        delivery.Status,
        delivery.Attempts,
        delivery.CreatedAt,
        delivery.LastAttemptAt,
        delivery.NextAttemptAt,
        delivery.ResponseStatus,
        delivery.Error);
}
