using System.Security.Cryptography;
using System.Text;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Webhooks;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Webhooks;

/// <summary>
/// Table <c>webhook_deliveries</c>, key (organization_id, id). Of a webhook's pending deliveries of one subject only the oldest has a due time:
/// it alone may be attempted, and the next gets one when it is done. No row holds what is sent.
/// </summary>
/// <param name="Position">Grows with the order of the events of a subject; the store gives it.</param>
/// <param name="DueAt">When it is to be attempted; null while it waits for an earlier one, and once it is done.</param>
/// <param name="ExpiresAt">After this time a failed attempt is the last.</param>
public sealed record DeliveryRow(
    string OrganizationId,
    string Id,
    string WebhookId,
    string EventId,
    string EventType,
    string Subject,
    DeliveryStatus Status,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? LastAttemptAt,
    int? ResponseStatus,
    string? Error,
    long Position) : IRow
{
    /// <summary>The same for the same webhook and event, so that fanning an event out twice adds nothing.</summary>
    public static string IdOf(string webhookId, string eventId) =>
        Ids.Delivery + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{webhookId}/{eventId}")).AsSpan(0, 16));

    public WebhookDelivery View() =>
        new(Id, WebhookId, EventId, EventType, Status, Attempts, CreatedAt, LastAttemptAt, DueAt, ResponseStatus, Error);
}

/// <summary>
/// Adds a delivery, pending and due at its creation unless an earlier one of the same webhook and subject is pending.
/// Adds nothing if it exists already, or if its webhook does not.
/// </summary>
public sealed record AddDelivery(DeliveryRow Row) : StoreChange;

/// <summary>
/// Writes what came of an attempt. Once the delivery is done the subject's next one is due at <paramref name="Now"/>.
/// </summary>
public sealed record RecordAttempt(DeliveryRow Row, DateTimeOffset Now) : StoreChange;

/// <summary>Makes a delivery pending anew, due now unless another one of the same subject is under way.</summary>
public sealed record ReplayDelivery(DeliveryRow Row, DateTimeOffset Now) : StoreChange;

/// <summary>
/// Gives the oldest pending delivery of each of the webhook's subjects a due time where none has one, as can be after the one before it
/// was pruned.
/// </summary>
public sealed record ReviveSubjects(string OrganizationId, string WebhookId, DateTimeOffset Now) : StoreChange;

/// <summary>Removes the webhook's deliveries; stands before the delete of its row.</summary>
public sealed record EraseDeliveries(string OrganizationId, string WebhookId) : StoreChange;

/// <summary>Removes a webhook's deliveries created before <paramref name="Before"/>, oldest first, pending ones too: their events are no longer kept.</summary>
public sealed record PruneDeliveries(string OrganizationId, string WebhookId, DateTimeOffset Before, int Limit) : StoreChange;
