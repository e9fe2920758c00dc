using System.Collections.Concurrent;
using FencyGrid.Content.Blobs.S3;
using FencyGrid.Content.Tests.Fetching;
using FencyGrid.Contracts;
using FencyGrid.Grains.Memories.Content;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FencyGrid.Content.Tests.Blobs;

/// <summary>The store against the S3 protocol over HTTP: a server with a versioned bucket in memory.</summary>
public sealed class S3BlobStoreTests : BlobStoreCompliance, IAsyncLifetime, IDisposable
{
    private readonly ConcurrentDictionary<string, List<byte[]>> _versions = new();
    private readonly List<string> _authorizations = [];
    private LocalServer _server = null!;
    private S3BlobStore _store = null!;
    private bool _isDown;

    protected override IBlobStore Store => _store;

    public async Task InitializeAsync()
    {
        // Another server, such as s3rver, where one is named: http://127.0.0.1:4568.
        var other = Environment.GetEnvironmentVariable("CONTENT_TESTS_S3_ENDPOINT");
        _server = await LocalServer.StartAsync(AnswerAsync);
        _store = new S3BlobStore(Options.Create(new S3BlobOptions
        {
            Bucket = "blobs",
            Endpoint = other ?? _server.Url.ToString(),
            UsePathStyle = true,
            AccessKeyId = "S3RVER",
            SecretAccessKey = "S3RVER",
            Prefix = "memories/",
        }));
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Every_version_is_deleted_and_requests_are_signed()
    {
        await using var server = await LocalServer.StartAsync(AnswerAsync);
        using var store = Open(server.Url.ToString());
        foreach (var content in new[] { "one", "two" })
        {
            await store.PutAsync("org", "key", new MemoryStream([.. content.Select(character => (byte)character)]), CancellationToken.None);
        }

        _versions["memories/org/key"].Count.ShouldBe(2);
        await store.DeleteAsync("org", "key", CancellationToken.None);

        _versions["memories/org/key"].ShouldBeEmpty();
        _authorizations.ShouldAllBe(header => header.StartsWith("AWS4-HMAC-SHA256 Credential=S3RVER/"));
    }

    [Fact]
    public async Task A_server_that_fails_or_is_not_there_is_a_reason_to_try_again_and_not_an_absent_blob()
    {
        _isDown = true;
        var server = await LocalServer.StartAsync(AnswerAsync);
        using var store = Open(server.Url.ToString());

        await Should.ThrowAsync<RetryableException>(() => store.GetAsync("org", "key", CancellationToken.None));
        await server.DisposeAsync();
        await Should.ThrowAsync<RetryableException>(() => store.ExistsAsync("org", "key", CancellationToken.None));
    }

    [Theory]
    [InlineData("", null, null, null)]
    [InlineData("b", "not a url", null, null)]
    [InlineData("b", null, "id", null)]
    public void Options_that_make_no_sense_are_refused(string bucket, string? endpoint, string? id, string? secret) =>
        new S3BlobOptionsValidator().Validate(null, new S3BlobOptions { Bucket = bucket, Endpoint = endpoint, AccessKeyId = id, SecretAccessKey = secret }).Failed.ShouldBeTrue();

    private static S3BlobStore Open(string endpoint) => new(Options.Create(new S3BlobOptions
    {
        Bucket = "blobs",
        Endpoint = endpoint,
        UsePathStyle = true,
        AccessKeyId = "S3RVER",
        SecretAccessKey = "S3RVER",
        Prefix = "memories/",
    }));

    private async Task AnswerAsync(HttpContext context)
    {
        lock (_authorizations)
        {
            _authorizations.Add(context.Request.Headers.Authorization.ToString());
        }

        if (_isDown)
        {
            context.Response.StatusCode = 503;
            return;
        }

        var raw = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget.Split('?')[0];
        var key = Uri.UnescapeDataString(raw["/blobs".Length..].TrimStart('/'));
        var versions = _versions.GetOrAdd(key, _ => []);
        switch (context.Request.Method)
        {
            case "PUT":
                using (var body = new MemoryStream())
                {
                    await context.Request.Body.CopyToAsync(body);
                    versions.Add(body.ToArray());
                }

                break;
            case "GET" when context.Request.Query.ContainsKey("versions"):
                await ListVersionsAsync(context);
                break;
            case "GET" or "HEAD" when versions.Count == 0 || versions[^1].Length == 1 && versions[^1][0] == 0:
                context.Response.StatusCode = 404;
                break;
            case "GET" or "HEAD":
                context.Response.ContentLength = versions[^1].Length;
                if (context.Request.Method == "GET")
                {
                    await context.Response.Body.WriteAsync(versions[^1]);
                }

                break;
            case "DELETE" when context.Request.Query["versionId"] is { Count: 1 } version:
                versions.RemoveAt(versions.FindIndex(content => Id(content) == version));
                context.Response.StatusCode = 204;
                break;
            case "DELETE":
                // A versioned bucket's delete hides the object under a marker.
                versions.Add([0]);
                context.Response.Headers["x-amz-delete-marker"] = "true";
                context.Response.Headers["x-amz-version-id"] = Id(versions[^1]);
                context.Response.StatusCode = 204;
                break;
        }
    }

    private Task ListVersionsAsync(HttpContext context)
    {
        var prefix = context.Request.Query["prefix"].ToString();
        var entries = _versions.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .SelectMany(pair => pair.Value.Select(content => $"<Version><Key>{System.Security.SecurityElement.Escape(pair.Key)}</Key><VersionId>{Id(content)}</VersionId><IsLatest>false</IsLatest></Version>"));
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync($"<ListVersionsResult><Name>blobs</Name><IsTruncated>false</IsTruncated>{string.Concat(entries)}</ListVersionsResult>");
    }

    private static string Id(byte[] content) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(content).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
