using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories.Uploads;

namespace FencyGrid.Grains.Memories;

public partial class MemoryGrain
{
    private const int MaxWaitingUploads = 100;

    public async Task<MemoryUpload> BeginUploadAsync(NewUpload upload, CancellationToken cancellationToken)
    {
        var row = await ExistingAsync(cancellationToken);
        if (row.SourceType != SourceType.File)
        {
            throw new StateConflictException(
                $"A file can be uploaded for a FILE memory only; '{_memoryId}' is of source type {row.SourceType.ToString().ToUpperInvariant()}.");
        }

        var now = time.Now();
        var waiting = (await uploads.ListAsync(OrganizationId, _memoryId, cancellationToken)).Count(other => other.ContentVersion == 0 && other.ExpiresAt > now);
        if (waiting >= MaxWaitingUploads)
        {
            throw new StateConflictException($"{MaxWaitingUploads} uploads for memory '{_memoryId}' wait for their file already. Use one of them, or wait until one expires.");
        }

        var begun = new UploadRow(
            OrganizationId, _memoryId, Ids.New(Ids.Upload), upload.FileName, upload.MimeType, upload.Size, upload.IsAnnounced, ContentVersion: 0, now, upload.ExpiresAt);
        var firstLook = upload.IsAnnounced ? upload.ExpiresAt + UploadWorker.Grace : now;
        await store.CommitAsync(new StoreTransaction().Insert(begun).Upsert(begun.LookAt(firstLook)), cancellationToken);
        return new MemoryUpload(begun.Id, begun.BlobKey);
    }

    public async Task CompleteUploadAsync(string uploadId, CancellationToken cancellationToken)
    {
        var row = await ExistingAsync(cancellationToken);
        var known = await uploads.ListAsync(OrganizationId, _memoryId, cancellationToken);
        var upload = known.FirstOrDefault(upload => upload.Id == uploadId) ?? throw NotFoundException.Of("upload", uploadId);
        var now = time.Now();
        var next = row with
        {
            ContentStatus = ContentStatus.Synchronizing,
            FailureReason = null,
            ContentVersion = row.ContentVersion + 1,
            UpdatedAt = now,
        };
        var transaction = new StoreTransaction().Upsert(upload with { ContentVersion = next.ContentVersion });
        foreach (var replaced in known.Where(other => other.ContentVersion > 0 && other.Id != uploadId))
        {
            transaction.Delete(replaced).Upsert(replaced.LookAt(now));
        }

        Row = await CommitAsync(transaction, next, MemoryWork.Content, cancellationToken);
    }

    public async Task AbandonUploadAsync(string uploadId, CancellationToken cancellationToken)
    {
        var known = await uploads.ListAsync(OrganizationId, _memoryId, cancellationToken);
        if (known.FirstOrDefault(upload => upload.Id == uploadId && upload.ContentVersion == 0) is { } upload)
        {
            await store.CommitAsync(new StoreTransaction().Delete(upload), cancellationToken);
        }
    }

    /// <summary>Has the files of a memory that is being deleted removed. Their rows go with the memory.</summary>
    private async Task ScheduleRemovalAsync(StoreTransaction transaction, MemoryRow row, CancellationToken cancellationToken)
    {
        if (row.SourceType == SourceType.File)
        {
            foreach (var upload in await uploads.ListAsync(OrganizationId, _memoryId, cancellationToken))
            {
                transaction.Upsert(upload.LookAt(time.Now()));
            }
        }
    }
}
