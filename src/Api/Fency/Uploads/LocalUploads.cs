using System.Security.Cryptography;
using System.Text;
using FencyGrid.Content.Uploads;
using FencyGrid.Grains.Engine.Store;
using Microsoft.Extensions.Options;

namespace FencyGrid.Api.Fency.Uploads;

/// <summary>Uploads to this server, signed and verified as S3 does it, with keys that only the grid's servers know.</summary>
internal sealed class LocalUploads : IUploadTarget
{
    /// <summary>The last segment of the URL that forms are posted to; to the policy it is the bucket.</summary>
    public const string Bucket = "uploads";

    // A client may send its file's type, as the form of a browser does, or nothing but the fields it was given.
    private static readonly string[] OptionalFields = ["Content-Type", "success_action_status"];

    private readonly byte[] _tokenKey;
    private readonly PostPolicySigner _signer;
    private readonly PostPolicyVerifier _verifier;
    private readonly FencyGridOptions _options;

    public LocalUploads(ServerSecret secret, IOptions<FencyGridOptions> options, TimeProvider time)
    {
        var accessKeyId = "FG" + Convert.ToHexString(Derive(secret.Key, "access key id"))[..18];
        var key = new PostPolicyKey(accessKeyId, Convert.ToBase64String(Derive(secret.Key, "secret access key")), "us-east-1");
        _tokenKey = Derive(secret.Key, "session token");
        _signer = new PostPolicySigner(key, time);
        _verifier = new PostPolicyVerifier(id => id == accessKeyId ? key : null, time, OptionalFields);
        _options = options.Value;
    }

    public bool IsAnnounced => true;

    public Task<FencyS3PostRequest> SignAsync(HttpRequest request, string organizationId, string blobKey, CreateUploadRequest upload, DateTimeOffset expiresAt)
    {
        var key = $"{organizationId}/{blobKey}";
        var token = Convert.ToBase64String(Derive(_tokenKey, key));
        var post = _signer.Sign(new UploadGrant(Bucket, key, upload.FileSize, upload.FileSize, expiresAt, upload.MimeType, RequiresContentType: false, token));
        return Task.FromResult(new FencyS3PostRequest(
            post.AmzDate, post.AmzSignature, post.AmzAlgorithm, post.AmzCredential, post.Policy, post.Key, $"{BaseUrl(request)}/{Bucket}", post.SecurityToken));
    }

    /// <exception cref="PostPolicyException">The form is not one that was signed here and may still be used.</exception>
    public AcceptedPost Verify(IReadOnlyCollection<KeyValuePair<string, string>> fields, string? fileName) => _verifier.Verify(Bucket, fields, fileName);

    /// <summary>This server's address as the client sees it, without a slash at its end.</summary>
    public string BaseUrl(HttpRequest request)
    {
        if (_options.PublicUrl is { } configured)
        {
            return configured.TrimEnd('/');
        }

        var isForwarded = _options.TrustForwardedProto && string.Equals(request.Headers["X-Forwarded-Proto"], "https", StringComparison.OrdinalIgnoreCase);
        return $"{(isForwarded ? "https" : request.Scheme)}://{request.Host}{request.PathBase}";
    }

    private static byte[] Derive(ReadOnlySpan<byte> key, string purpose) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(purpose));
}
