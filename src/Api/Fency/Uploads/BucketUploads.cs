using FencyGrid.Content.Blobs.S3;

namespace FencyGrid.Api.Fency.Uploads;

/// <summary>Uploads straight into the bucket that holds the blobs. Nothing tells this server when one is done.</summary>
internal sealed class BucketUploads(S3BlobStore bucket) : IUploadTarget
{
    public bool IsAnnounced => false;

    /// <remarks>The policy has no condition on a Content-Type: the answer has no such field, and S3 refuses a form without a field that its policy names.</remarks>
    public async Task<FencyS3PostRequest> SignAsync(HttpRequest request, string organizationId, string blobKey, CreateUploadRequest upload, DateTimeOffset expiresAt)
    {
        var (url, fields) = await bucket.SignPostAsync(organizationId, blobKey, upload.FileSize, expiresAt);
        return new FencyS3PostRequest(
            fields["x-amz-date"],
            fields["x-amz-signature"],
            fields["x-amz-algorithm"],
            fields["x-amz-credential"],
            fields["policy"],
            fields["key"],
            url,
            fields.GetValueOrDefault("x-amz-security-token"));
    }
}
