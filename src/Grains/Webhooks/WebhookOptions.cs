namespace FencyGrid.Grains.Webhooks;

/// <summary>Limits of webhooks.</summary>
public sealed class WebhookOptions
{
    public int WebhooksPerOrganization { get; set; } = 100;

    /// <summary>How many deliveries are under way to one endpoint.</summary>
    public int ConcurrencyPerEndpoint { get; set; } = 8;

    /// <summary>How many due deliveries of one webhook are in memory at most; the others wait in the store.</summary>
    public int HeldPerWebhook { get; set; } = 256;

    /// <summary>How long an endpoint may take for its answer, the connection included.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause before the second attempt; each further one is three times as long, half of it at random.</summary>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    public TimeSpan LongestRetryDelay { get; set; } = TimeSpan.FromHours(4);

    /// <summary>How long a delivery is tried for.</summary>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How long a replaced secret goes on signing, unless its owner says otherwise.</summary>
    public TimeSpan SecretRotation { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How often webhooks with due deliveries are looked for: retries, and whatever a process left behind.</summary>
    public TimeSpan ScanInterval { get; set; } = TimeSpan.FromSeconds(1);
}
