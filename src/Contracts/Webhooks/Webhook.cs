namespace FencyGrid.Contracts.Webhooks;

/// <summary>The hash of the signature header: SHA-256, or SHA-1 for receivers that were written for it.</summary>
public enum WebhookAlgorithm
{
    Sha256,
    Sha1,
}

/// <summary>An endpoint that events are delivered to, as its owner sees it. The secret is never among it.</summary>
/// <param name="DisabledReason">Why the server disabled it by itself; null while enabled, and when its owner did.</param>
/// <param name="PreviousSecretExpiresAt">Until then deliveries are also signed with the secret before the present one; null when there is none.</param>
public sealed record Webhook(
    string Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Url,
    IReadOnlyList<string> EventTypes,
    WebhookAlgorithm Algorithm,
    bool Enabled,
    string? DisabledReason,
    DateTimeOffset? PreviousSecretExpiresAt);

/// <param name="Secret">The key of the signatures.</param>
public sealed record NewWebhook(string Url, string Secret, IReadOnlyList<string> EventTypes, WebhookAlgorithm Algorithm, bool Enabled)
{
    /// <summary>Without the secret, so that it reaches no log.</summary>
    public override string ToString() => $"webhook to {Url}";
}

/// <summary>A change of a webhook: null leaves a field as it is.</summary>
/// <param name="Secret">Becomes the present one; the one before goes on signing beside it for a while.</param>
/// <param name="KeepPreviousSecretFor">How long that while is; null for a day. Without a new secret it shortens or extends a rotation under way.</param>
public sealed record WebhookChange(
    string? Url, string? Secret, IReadOnlyList<string>? EventTypes, WebhookAlgorithm? Algorithm, bool? Enabled, TimeSpan? KeepPreviousSecretFor)
{
    /// <summary>Without the secret, so that it reaches no log.</summary>
    public override string ToString() => "change of a webhook";
}
