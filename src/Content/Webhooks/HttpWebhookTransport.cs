using System.Buffers;
using System.Net.Http.Headers;
using FencyGrid.Content.Network;
using FencyGrid.Contracts;
using FencyGrid.Grains.Webhooks;

namespace FencyGrid.Content.Webhooks;

/// <summary>
/// Posts deliveries through the network guard, which checks the address of every connection. Redirects are answers like any other;
/// an answer's body is read away so far as that keeps the connection usable, and not looked at.
/// </summary>
public sealed class HttpWebhookTransport : IWebhookTransport, IDisposable
{
    /// <summary>A longer answer costs its sender the connection; in bytes.</summary>
    private const int DrainedBytes = 64 * 1024;

    private const string UserAgent = "FencyGrid-Webhooks";

    private readonly NetworkGuard _guard;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _client;

    public HttpWebhookTransport(NetworkGuard guard, TimeProvider time)
    {
        _guard = guard;
        _time = time;

        // Above the largest number of deliveries that are under way to one endpoint.
        var handler = guard.CreateHandler();
        handler.MaxConnectionsPerServer = 64;
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30);
        _client = new HttpMessageInvoker(handler);
    }

    public async Task CheckAsync(string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            throw new InvalidRequestException("The webhook's URL must be an absolute http or https URL.");
        }

        try
        {
            await _guard.CheckAsync(uri, cancellationToken);
        }
        catch (UrlRefusedException refused)
        {
            throw new InvalidRequestException($"The webhook's URL is refused. {refused.Message}");
        }
    }

    public async Task<TransportResult> SendAsync(WebhookMessage message, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        try
        {
            var url = new Uri(message.Url);
            _guard.CheckUrl(url);
            using var request = RequestOf(url, message);
            using var response = await _client.SendAsync(request, either.Token);
            await DrainAsync(response, either.Token);
            return new TransportResult((int)response.StatusCode, RetryAfterOf(response), Error: null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed($"No answer came within {timeout.TotalSeconds:0.#} seconds.");
        }
        catch (UrlRefusedException refused)
        {
            return Failed(refused.Message);
        }
        catch (HttpRequestException failure)
        {
            return Failed(failure.InnerException is UrlRefusedException refused ? refused.Message : Explain(failure));
        }
        catch (IOException)
        {
            return Failed("The connection broke during the answer.");
        }
    }

    public void Dispose() => _client.Dispose();

    private static TransportResult Failed(string error) => new(Status: null, RetryAfter: null, error);

    private static HttpRequestMessage RequestOf(Uri url, WebhookMessage message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(message.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        foreach (var (name, value) in message.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>A connection whose answer was not read to its end cannot be used again.</summary>
    private static async Task DrainAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength is 0 or > DrainedBytes)
        {
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            for (var total = 0; total <= DrainedBytes;)
            {
                var read = await stream.ReadAsync(buffer, cancellationToken);
                if (read == 0)
                {
                    return;
                }

                total += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _time.GetUtcNow(),
        _ => null,
    };

    private static string Explain(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "The endpoint's host cannot be resolved.",
        HttpRequestError.ConnectionError => "No connection to the endpoint could be made.",
        HttpRequestError.SecureConnectionError => "The endpoint's certificate is not trusted, or TLS failed.",
        _ => "The connection broke before an answer came.",
    };
}
