using System.Net;
using System.Net.Http.Headers;
using FencyGrid.Content.Conversion;
using FencyGrid.Content.Network;
using FencyGrid.Grains.Memories.Content;
using Microsoft.Extensions.Options;

namespace FencyGrid.Content.Fetching;

/// <summary>Fetches over the <see cref="NetworkGuard"/>: each redirect is a new URL with every check of the first.</summary>
public sealed class UrlFetcher : IUrlFetcher, IDisposable
{
    private readonly NetworkGuard _guard;
    private readonly FetchOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    public UrlFetcher(NetworkGuard guard, IOptions<FetchOptions> options, TimeProvider time)
    {
        _guard = guard;
        _options = options.Value;
        _time = time;
        var handler = guard.CreateHandler();
        handler.AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli;
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("FencyGrid", "1.0"));
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/html, application/xhtml+xml, text/markdown, text/plain, application/pdf;q=0.9, */*;q=0.5");
    }

    public void Dispose() => _client.Dispose();

    public async Task<FetchedDocument> FetchAsync(Uri url, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.TimeLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await FollowAsync(url, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FetchException($"The URL did not deliver its document within {_options.TimeLimit.TotalSeconds:0.###} seconds.", isTransient: true);
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FetchException("The server did not accept a connection in time.", isTransient: true, failure);
        }
        catch (UrlRefusedException refused)
        {
            throw new FetchException(refused.Message, refused.IsTransient, refused);
        }
        catch (HttpRequestException failure)
        {
            throw Describe(failure);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            // Corrupt compression, or a connection that ended halfway.
            throw new FetchException("The server broke off its answer, or sent one that cannot be decoded.", isTransient: true, failure);
        }
    }

    private async Task<FetchedDocument> FollowAsync(Uri url, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            _guard.CheckUrl(url);
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (RedirectTarget(response, url) is not { } next)
            {
                return await ReadAsync(response, url, cancellationToken);
            }

            if (redirects == _options.MaxRedirects)
            {
                throw new FetchException($"The URL redirects more than {_options.MaxRedirects} times.");
            }

            url = next;
        }
    }

    private static Uri? RedirectTarget(HttpResponseMessage response, Uri url)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
        {
            return null;
        }

        return Uri.TryCreate(url, response.Headers.Location, out var target)
            ? target
            : throw new FetchException($"The server answered {(int)response.StatusCode}, a redirect, without a valid URL to go to.");
    }

    private async Task<FetchedDocument> ReadAsync(HttpResponseMessage response, Uri url, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status != 200)
        {
            throw new FetchException($"The server answered with status {status}; a document comes with status 200.", isTransient: status is 408 or 425 or 429 or >= 500);
        }

        var content = response.Content;
        var mimeType = content.Headers.TryGetValues("Content-Type", out var values) ? values.First() : null;
        if (DocumentKinds.IsRefusedType(mimeType))
        {
            throw new FetchException(DocumentKinds.UnsupportedType(mimeType!));
        }

        // The handler takes off the one coding it understands; what is left would be one inside another.
        if (content.Headers.ContentEncoding.Count > 0)
        {
            throw new FetchException("The server sent the document in a compression that is not supported; gzip, deflate and br are.");
        }

        if (content.Headers.ContentLength > _options.MaxBytes)
        {
            throw TooLarge();
        }

        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        return new FetchedDocument(await ReadBoundedAsync(body, cancellationToken), mimeType, url);
    }

    private async Task<ReadOnlyMemory<byte>> ReadBoundedAsync(Stream body, CancellationToken cancellationToken)
    {
        using var received = new MemoryStream();
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            // Counted after decompression: a small answer that unfolds into a large one stops here as well.
            if (received.Length + read > _options.MaxBytes)
            {
                throw TooLarge();
            }

            received.Write(buffer, 0, read);
        }

        return received.ToArray();
    }

    private FetchException TooLarge() => new($"The document is larger than the limit of {_options.MaxBytes} bytes.");

    private static FetchException Describe(HttpRequestException failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is UrlRefusedException refused)
            {
                return new FetchException(refused.Message, refused.IsTransient, failure);
            }
        }

        return failure.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => new FetchException("No secure connection could be made: the server's certificate or TLS version was not accepted.", inner: failure),
            HttpRequestError.ConfigurationLimitExceeded => new FetchException("The server's answer has headers larger than 64 KB.", inner: failure),
            HttpRequestError.InvalidResponse => new FetchException("The server's answer is not valid HTTP.", inner: failure),
            _ => new FetchException("The server could not be reached, or broke off the connection.", isTransient: true, failure),
        };
    }
}
