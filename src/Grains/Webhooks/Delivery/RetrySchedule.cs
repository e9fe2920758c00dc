using FencyGrid.Contracts.Webhooks;

namespace FencyGrid.Grains.Webhooks.Delivery;

/// <summary>Decides what becomes of a delivery after an attempt.</summary>
internal static class RetrySchedule
{
    public const int Gone = 410;

    public static DeliveryRow After(DeliveryRow row, TransportResult result, WebhookOptions options, DateTimeOffset now)
    {
        var attempted = row with
        {
            Attempts = row.Attempts + 1,
            LastAttemptAt = now,
            ResponseStatus = result.Status,
            Error = result.Error,
            DueAt = null,
        };
        if (result.Status is >= 200 and <= 299)
        {
            return attempted with { Status = DeliveryStatus.Delivered, Error = null };
        }

        attempted = attempted with { Error = result.Error ?? $"The endpoint answered {result.Status}." };
        if (result.Status == Gone || now >= row.ExpiresAt)
        {
            return attempted with { Status = DeliveryStatus.Failed };
        }

        // An attempt at the very end, rather than none after a long pause.
        var next = now + Pause(attempted.Attempts, result.RetryAfter, options);
        return attempted with { DueAt = next < row.ExpiresAt ? next : row.ExpiresAt };
    }

    /// <summary>Grows with the attempts; half of it is random, so that what failed together is not retried together. Never sooner than the endpoint asks.</summary>
    private static TimeSpan Pause(int attempts, TimeSpan? retryAfter, WebhookOptions options)
    {
        var delay = options.FirstRetryDelay * Math.Pow(3, Math.Min(attempts - 1, 20));
        var bounded = delay < options.LongestRetryDelay ? delay : options.LongestRetryDelay;
        var pause = bounded * (0.5 + (0.5 * Random.Shared.NextDouble()));
        return retryAfter > pause ? retryAfter.Value : pause;
    }
}
