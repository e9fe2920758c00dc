using FencyGrid.Contracts;

namespace FencyGrid.Grains.Webhooks;

/// <summary>Sends deliveries. It reaches no private network, at registration or later, unless the operator allows it.</summary>
public interface IWebhookTransport
{
    /// <exception cref="InvalidRequestException">The URL is not one that webhooks may be sent to; the message says why.</exception>
    Task CheckAsync(string url, CancellationToken cancellationToken);

    /// <summary>Posts the body and answers with what came of it; throws only when cancelled.</summary>
    Task<TransportResult> SendAsync(WebhookMessage message, TimeSpan timeout, CancellationToken cancellationToken);
}

/// <param name="Body">JSON, exactly as it was signed.</param>
public sealed record WebhookMessage(string Url, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body);

/// <param name="Status">The HTTP status; null where no answer came.</param>
/// <param name="RetryAfter">How long the endpoint asks to be left alone.</param>
/// <param name="Error">Why no answer came. It names nothing that the URL does not.</param>
public sealed record TransportResult(int? Status, TimeSpan? RetryAfter, string? Error);
