using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Memories;

public partial class MemoryGrain
{
    private const string NotIndexed = "The text could not be indexed. The server's log says why.";

    /// <inheritdoc/>
    public async Task SynchronizeAsync(CancellationToken cancellationToken)
    {
        // A repeat, or an event whose memory is gone or was updated since: the index is brought to what the store holds, no more.
        if (_row is { ContentStatus: ContentStatus.Synchronizing } row)
        {
            // Of a URL or a file, the text that is there may still be that of the version before.
            var content = await queries.FindContentAsync(OrganizationId, _memoryId, cancellationToken);
            if (content?.ContentVersion == row.ContentVersion)
            {
                await ChunkAsync(row, content, new StoreTransaction(), cancellationToken);
            }
        }

        await RefreshShardAsync(cancellationToken);
    }

    /// <summary>Makes the content the memory's, together with what the transaction holds already.</summary>
    private async Task ChunkAsync(MemoryRow row, MemoryContentRow content, StoreTransaction transaction, CancellationToken cancellationToken)
    {
        IReadOnlyList<ChunkRow> chunks;
        try
        {
            chunks = chunker.Cut(row, content);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The same text would fail again and again.
            LogNotChunked(logger, exception, OrganizationId, _memoryId);
            await FailAsync(row, NotIndexed, cancellationToken);
            return;
        }

        var shard = row.Shard ?? await grid.Get<IMemoryTypeGrain>(GrainKey.Of(OrganizationId, row.TypeId)).PlaceAsync(chunks.Count, cancellationToken);
        var next = row with
        {
            ContentStatus = ContentStatus.Synchronized,
            SynchronizedVersion = content.ContentVersion,
            ChunkCount = chunks.Count,
            Shard = shard,
            UpdatedAt = time.Now(),
        };
        transaction.Add(new ReplaceChunks(OrganizationId, _memoryId, chunks));
        _row = await CommitAsync(transaction, next, Follow(row), cancellationToken);
    }

    /// <summary>What was searched until now belonged to the content that has been replaced: it goes.</summary>
    private async Task FailAsync(MemoryRow row, string reason, CancellationToken cancellationToken)
    {
        var next = row with
        {
            ContentStatus = ContentStatus.Failed,
            FailureReason = reason,
            SynchronizedVersion = 0,
            ChunkCount = 0,
            UpdatedAt = time.Now(),
        };
        var transaction = new StoreTransaction().Add(new ReplaceChunks(OrganizationId, _memoryId, []));
        if (row.SourceType != SourceType.Text)
        {
            transaction.Delete(new MemoryContentRow(OrganizationId, _memoryId, row.ContentVersion, Text: ""));
        }

        _row = await CommitAsync(transaction, next, Follow(row), cancellationToken);
    }

    /// <summary>
    /// A text is synchronized by its own event, which is handed over again until the index is up to date. What comes from elsewhere is not,
    /// so it brings an event for the index.
    /// </summary>
    private static MemoryWork Follow(MemoryRow row) => row.SourceType == SourceType.Text ? MemoryWork.None : MemoryWork.Index;

    [LoggerMessage(Level = LogLevel.Error, Message = "The text of memory {MemoryId} of {OrganizationId} could not be chunked.")]
    private static partial void LogNotChunked(ILogger logger, Exception exception, string organizationId, string memoryId);
}
