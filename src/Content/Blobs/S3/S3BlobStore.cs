using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using FencyGrid.Contracts;
using FencyGrid.Grains.Memories.Content;
using Microsoft.Extensions.Options;

namespace FencyGrid.Content.Blobs.S3;

/// <summary>Blobs as objects of a bucket, Amazon's or that of a compatible server.</summary>
public sealed class S3BlobStore : IBlobStore, IDisposable
{
    private readonly S3BlobOptions _options;
    private readonly AmazonS3Client _client;

    public S3BlobStore(IOptions<S3BlobOptions> options)
    {
        _options = options.Value;
        _client = CreateClient(_options);
    }

    /// <summary>The object that a key stands for: also the key that an upload straight to the bucket is signed for.</summary>
    /// <remarks>Escaped, so that no key holds a separator: one organization's objects never lie among another's.</remarks>
    public string ObjectKey(string organizationId, string key) => $"{_options.Prefix}{Uri.EscapeDataString(organizationId)}/{Uri.EscapeDataString(key)}";

    public void Dispose() => _client.Dispose();

    /// <summary>A form that puts one file of exactly <paramref name="size"/> bytes at the key, straight into the bucket, signed by the SDK.</summary>
    /// <returns>The URL to post to, and the fields of the form.</returns>
    public async Task<(string Url, IReadOnlyDictionary<string, string> Fields)> SignPostAsync(string organizationId, string key, long size, DateTimeOffset expiration)
    {
        var request = new CreatePresignedPostRequest { BucketName = _options.Bucket, Key = ObjectKey(organizationId, key), Expires = expiration.UtcDateTime };
        request.Conditions.Add(S3PostCondition.ContentLengthRange(size, size));
        var post = await CallAsync(() => _client.CreatePresignedPostAsync(request));
        return (post.Url, post.Fields.ToDictionary(StringComparer.OrdinalIgnoreCase));
    }

    public async Task<long> PutAsync(string organizationId, string key, Stream content, CancellationToken cancellationToken)
    {
        // The length must be known before the first byte goes out, and a retry begins again: both need a file to stand behind the stream.
        await using var body = CreateTemporary();
        await content.CopyToAsync(body, cancellationToken);
        body.Position = 0;
        var length = body.Length;
        var request = new PutObjectRequest
        {
            BucketName = _options.Bucket,
            Key = ObjectKey(organizationId, key),
            InputStream = body,
            AutoCloseStream = false,
            UseChunkEncoding = false,
        };
        await CallAsync(() => _client.PutObjectAsync(request, cancellationToken));
        return length;
    }

    public async Task<Stream?> GetAsync(string organizationId, string key, CancellationToken cancellationToken)
    {
        var response = await FindAsync(() => _client.GetObjectAsync(_options.Bucket, ObjectKey(organizationId, key), cancellationToken));
        return response?.ResponseStream;
    }

    public async Task<bool> ExistsAsync(string organizationId, string key, CancellationToken cancellationToken) =>
        await FindAsync(() => _client.GetObjectMetadataAsync(_options.Bucket, ObjectKey(organizationId, key), cancellationToken)) is not null;

    public async Task DeleteAsync(string organizationId, string key, CancellationToken cancellationToken)
    {
        var objectKey = ObjectKey(organizationId, key);
        var deleted = await FindAsync(() => _client.DeleteObjectAsync(_options.Bucket, objectKey, cancellationToken));

        // A bucket that keeps versions has only put a marker over them.
        if (deleted?.VersionId is not null || deleted?.DeleteMarker is not null)
        {
            await DeleteVersionsAsync(objectKey, cancellationToken);
        }
    }

    internal static AmazonS3Client CreateClient(S3BlobOptions options)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.UsePathStyle,

            // Newer checksums are sent as trailers, which servers other than Amazon's often do not know.
            RequestChecksumCalculation = options.Endpoint is null ? RequestChecksumCalculation.WHEN_SUPPORTED : RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = options.Endpoint is null ? ResponseChecksumValidation.WHEN_SUPPORTED : ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is null)
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        }
        else
        {
            config.ServiceURL = options.Endpoint;
            config.AuthenticationRegion = options.Region;
        }

        return string.IsNullOrEmpty(options.AccessKeyId)
            ? new AmazonS3Client(config)
            : new AmazonS3Client(new BasicAWSCredentials(options.AccessKeyId, options.SecretAccessKey), config);
    }

    private static FileStream CreateTemporary()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(Path.GetTempPath(), $"fencygrid-{Guid.NewGuid():n}"), options);
    }

    private async Task DeleteVersionsAsync(string objectKey, CancellationToken cancellationToken)
    {
        var request = new ListVersionsRequest { BucketName = _options.Bucket, Prefix = objectKey };
        ListVersionsResponse page;
        do
        {
            page = await CallAsync(() => _client.ListVersionsAsync(request, cancellationToken));

            // A prefix also matches longer keys.
            foreach (var version in (page.Versions ?? []).Where(version => version.Key == objectKey))
            {
                await CallAsync(() => _client.DeleteObjectAsync(_options.Bucket, objectKey, version.VersionId, cancellationToken));
            }

            request.KeyMarker = page.NextKeyMarker;
            request.VersionIdMarker = page.NextVersionIdMarker;
        }
        while (page.IsTruncated == true);
    }

    private static async Task<T?> FindAsync<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await CallAsync(call);
        }
        catch (AmazonS3Exception failure) when (failure.StatusCode == HttpStatusCode.NotFound && failure.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (AmazonServiceException failure) when ((int)failure.StatusCode is 0 or 429 or >= 500)
        {
            throw new RetryableException("The file store does not answer.", failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or AmazonClientException)
        {
            throw new RetryableException("The file store cannot be reached.", failure);
        }
    }
}
