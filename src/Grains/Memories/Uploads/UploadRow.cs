using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Memories.Uploads;

/// <summary>Table <c>memory_uploads</c>, key (organization_id, memory_id, id): an upload that was handed out, or the file that came of it.</summary>
/// <param name="FileName">As declared when the upload was handed out, like type and size.</param>
/// <param name="IsAnnounced">Whether the memory is told when the file has come; a bucket of others tells nobody, so it is asked.</param>
/// <param name="ContentVersion">The content version of the memory that the file is the source of; 0 while it has not come.</param>
/// <param name="ExpiresAt">No file is accepted from then on.</param>
public sealed record UploadRow(
    string OrganizationId,
    string MemoryId,
    string Id,
    string FileName,
    string MimeType,
    long Size,
    bool IsAnnounced,
    long ContentVersion,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt) : IRow
{
    public string BlobKey => UploadKey.Of(MemoryId, Id);

    /// <summary>Has <see cref="UploadWorker"/> look after the upload at that time.</summary>
    public ScheduledWorkRow LookAt(DateTimeOffset dueAt) =>
        ScheduledWorkRow.At(OrganizationId, UploadWorker.WorkKind, BlobKey, dueAt, UploadWorker.Payload(ExpiresAt));
}

/// <summary>Reads of uploads.</summary>
public interface IUploadQueries
{
    /// <summary>The memory's uploads, oldest first.</summary>
    Task<IReadOnlyList<UploadRow>> ListAsync(string organizationId, string memoryId, CancellationToken cancellationToken);
}
