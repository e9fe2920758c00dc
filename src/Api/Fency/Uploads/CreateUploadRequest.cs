using FencyGrid.Api.Http.Body;
using FencyGrid.Contracts.Memories;
using Microsoft.Net.Http.Headers;

namespace FencyGrid.Api.Fency.Uploads;

public sealed record CreateUploadRequest(string FileName, int FileSize, string MimeType)
{
    private const int FileNameLength = 1_000;
    private const int MimeTypeLength = 200;

    /// <param name="maxBytes">The largest file that can be read.</param>
    internal static CreateUploadRequest Read(RequestFields fields, int maxBytes)
    {
        var mimeType = fields.RequiredText("mimeType", MimeTypeLength);
        if (!MediaTypeHeaderValue.TryParse(mimeType, out _))
        {
            throw RequestFields.Invalid(fields.NameOf("mimeType"), $"must be a media type such as application/pdf; it is '{GivenValue.Shortened(mimeType)}'.");
        }

        return new CreateUploadRequest(
            fields.RequiredText("fileName", FileNameLength),
            fields.Integer("fileSize", 1, maxBytes) ?? throw fields.Missing("fileSize", "the file's size in bytes"),
            mimeType);
    }

    internal NewUpload ToNewUpload(bool isAnnounced, DateTimeOffset expiresAt) => new(FileName, FileSize, MimeType, isAnnounced, expiresAt);
}

public sealed record FencyUpload(FencyS3PostRequest AwsS3PostRequest);

/// <summary>The fields of a form to post to <c>uploadUrl</c>, each under S3's name for it, before the field <c>file</c>.</summary>
/// <param name="SessionToken">The field <c>x-amz-security-token</c>; null where the bucket's keys need none.</param>
public sealed record FencyS3PostRequest(
    string AmzDate, string AmzSignature, string AmzAlgorithm, string AmzCredential, string Policy, string Key, string UploadUrl, string? SessionToken);
