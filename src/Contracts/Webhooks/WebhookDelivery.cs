namespace FencyGrid.Contracts.Webhooks;

public enum DeliveryStatus
{
    /// <summary>Not delivered yet: it is under way, waits for its next attempt, or for an earlier event of the same subject.</summary>
    Pending,

    /// <summary>The endpoint answered with a status from 200 to 299.</summary>
    Delivered,

    /// <summary>Given up.</summary>
    Failed,
}

/// <summary>One event's delivery to one webhook. What was sent is not kept: it is rendered from the event at each attempt.</summary>
/// <param name="NextAttemptAt">Null unless pending, and while an earlier event of the same subject is.</param>
/// <param name="ResponseStatus">The HTTP status of the last attempt; null where there was no answer.</param>
/// <param name="Error">Why the last attempt failed.</param>
public sealed record WebhookDelivery(
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
    string? Error);
