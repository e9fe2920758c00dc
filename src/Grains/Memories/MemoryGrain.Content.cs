using FencyGrid.Contracts.Memories;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Memories;

// What is fetched or converted is so outside the grain's turns: it asks for the text of a version and takes it when it comes.
public partial class MemoryGrain
{
    public async Task<PendingContent?> GetPendingContentAsync(CancellationToken cancellationToken)
    {
        if (await ReadRowAsync(cancellationToken) is not { ContentStatus: ContentStatus.Synchronizing } row)
        {
            return null;
        }

        switch (row.SourceType)
        {
            case SourceType.Url:
                return new PendingContent(row.ContentVersion, row.Url, File: null);
            case SourceType.File:
                var known = await uploads.ListAsync(OrganizationId, _memoryId, cancellationToken);
                var upload = known.First(upload => upload.ContentVersion == row.ContentVersion);
                return new PendingContent(row.ContentVersion, Url: null, new UploadedFile(upload.BlobKey, upload.FileName, upload.MimeType));
            default:
                return null;
        }
    }

    public async Task SetContentAsync(long contentVersion, string text, bool hasPages, CancellationToken cancellationToken)
    {
        if (await AwaitingAsync(contentVersion, cancellationToken) is { } row)
        {
            var content = new MemoryContentRow(OrganizationId, _memoryId, contentVersion, text, hasPages);
            await ChunkAsync(row, content, new StoreTransaction().Upsert(content), cancellationToken);
            await RefreshShardAsync(cancellationToken);
        }
    }

    public async Task FailContentAsync(long contentVersion, string reason, CancellationToken cancellationToken)
    {
        if (await AwaitingAsync(contentVersion, cancellationToken) is { } row)
        {
            await FailAsync(row, reason, cancellationToken);
            await RefreshShardAsync(cancellationToken);
        }
    }

    private async Task<MemoryRow?> AwaitingAsync(long contentVersion, CancellationToken cancellationToken) =>
        await ReadRowAsync(cancellationToken) is { ContentStatus: ContentStatus.Synchronizing } row && row.ContentVersion == contentVersion ? row : null;
}
