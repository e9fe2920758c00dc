using FencyGrid.Contracts.Webhooks;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Webhooks;

/// <summary>Table <c>webhooks</c>, key (organization_id, id).</summary>
/// <param name="EventTypes">A JSON array of event types. The store reads it too: only events that some webhook wants wait for the fan-out.</param>
/// <param name="Secret">As it was given: a hash of it could not sign.</param>
/// <param name="PreviousSecret">The one before, while both sign.</param>
public sealed record WebhookRow(
    string OrganizationId,
    string Id,
    string Url,
    string EventTypes,
    WebhookAlgorithm Algorithm,
    string Secret,
    string? PreviousSecret,
    DateTimeOffset? PreviousSecretExpiresAt,
    bool Enabled,
    string? DisabledReason,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long Version) : IVersionedRow
{
    /// <summary>Without the secrets, so that they reach no log.</summary>
    public override string ToString() => $"webhook {OrganizationId}/{Id}";

    public Webhook View(DateTimeOffset now) => new(
        Id,
        CreatedAt,
        UpdatedAt,
        Url,
        GridJson.Read<string[]>(EventTypes),
        Algorithm,
        Enabled,
        DisabledReason,
        PreviousSecretExpiresAt > now ? PreviousSecretExpiresAt : null);
}
