namespace FencyGrid.Contracts.Memories;

/// <summary>A file that is going to be uploaded for a FILE memory, as its sender declares it.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="IsAnnounced">Whether <see cref="IMemoryGrain.CompleteUploadAsync"/> is called when the file has come; otherwise the file store is asked.</param>
/// <param name="ExpiresAt">No file is accepted from then on.</param>
public sealed record NewUpload(string FileName, long Size, string MimeType, bool IsAnnounced, DateTimeOffset ExpiresAt);

/// <summary>An upload that may be made.</summary>
/// <param name="BlobKey">Where the file goes, in the organization's part of the file store.</param>
public sealed record MemoryUpload(string Id, string BlobKey);

/// <summary>What a memory's content is to be made from.</summary>
/// <param name="ContentVersion">The version that the result is given back for.</param>
/// <param name="Url">Of a URL memory.</param>
/// <param name="File">Of a FILE memory.</param>
public sealed record PendingContent(long ContentVersion, string? Url, UploadedFile? File);

/// <summary>A file in the file store, as its sender declared it.</summary>
public sealed record UploadedFile(string BlobKey, string FileName, string MimeType);
