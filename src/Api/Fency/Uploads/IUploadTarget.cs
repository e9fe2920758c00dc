namespace FencyGrid.Api.Fency.Uploads;

/// <summary>Where files are uploaded to.</summary>
internal interface IUploadTarget
{
    /// <summary>Whether a file that has come is known at once.</summary>
    bool IsAnnounced { get; }

    /// <summary>Signs the form that uploads one file, as declared, to the key in the organization's part of the file store.</summary>
    /// <param name="request">The request that asks for it, whose address is this server's where no other is configured.</param>
    Task<FencyS3PostRequest> SignAsync(HttpRequest request, string organizationId, string blobKey, CreateUploadRequest upload, DateTimeOffset expiresAt);
}
