using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Memories;

public partial class MemoryGrain
{
    private const string NotIndexed = "The text could not be indexed. The server's log says why.";

    /// <summary>A text up to here is cut and encoded in well under a millisecond: its chunks are committed with it.</summary>
    private const int CutAtOnceCharacters = 8_192;

    /// <inheritdoc/>
    public async Task SynchronizeAsync(CancellationToken cancellationToken)
    {
        // A repeat, or an event whose memory is gone or was updated since: the index is brought to what the store holds, no more.
        if (await ReadRowAsync(cancellationToken) is { ContentStatus: ContentStatus.Synchronizing } row)
        {
            // Of a URL or a file, the text that is there may still be that of the version before.
            var content = await queries.FindContentAsync(OrganizationId, _memoryId, cancellationToken);
            if (content?.ContentVersion == row.ContentVersion)
            {
                await ChunkAsync(row, content, new StoreTransaction(), cancellationToken);
            }
        }

        await RefreshShardAsync(cancellationToken);

        // Whoever wrote it is done with it, and this was what was left to do.
        LeaveWhenIdle();
    }

    /// <summary>
    /// One commit for what happens to a short text in any case: it is created, and it is synchronized an instant later. What is left for
    /// its event is to have the index take it in.
    /// </summary>
    private async Task<Creation> CreateSynchronizedAsync(
        MemoryRow created, MemoryContentRow content, IReadOnlyList<ChunkRow> chunks, CancellationToken cancellationToken)
    {
        var row = Synchronized(created, content, chunks.Count, await PlaceAsync(created, chunks.Count, cancellationToken)) with
        {
            UpdatedAt = created.CreatedAt + TimeSpan.FromMicroseconds(1),
            Version = created.Version + 1,
        };
        var transaction = new StoreTransaction().Insert(row).Insert(content);
        foreach (var chunk in chunks)
        {
            transaction.Insert(chunk);
        }

        transaction.Publish(MemoryEvents.Created(created)).Publish(MemoryEvents.Updated(row), MemoryEvents.Consumers(MemoryWork.Index));
        return new Creation(
            row, transaction, new IndexedMemory(row.Id, row.SynchronizedVersion, row.Version, row.Metadata, [.. chunks.Select(chunk => chunk.IndexEntry)]));
    }

    private static Creation CreateToSynchronize(MemoryRow row, MemoryContentRow? content)
    {
        var transaction = new StoreTransaction().Insert(row);
        if (content is not null)
        {
            transaction.Insert(content);
        }

        transaction.Publish(MemoryEvents.Created(row), MemoryEvents.Consumers(row.SourceType switch
        {
            SourceType.Text => MemoryWork.Index,
            SourceType.Url => MemoryWork.Content,
            _ => MemoryWork.None,
        }));
        return new Creation(row, transaction, NotIndexed: null);
    }

    /// <param name="Row">As it is once the transaction has committed.</param>
    private sealed record Creation(MemoryRow Row, StoreTransaction Transaction, IndexedMemory? NotIndexed);

    /// <summary>Makes the content the memory's, together with what the transaction holds already.</summary>
    private async Task ChunkAsync(MemoryRow row, MemoryContentRow content, StoreTransaction transaction, CancellationToken cancellationToken)
    {
        if (TryCut(row, content) is not { } chunks)
        {
            // The same text would fail again and again.
            await FailAsync(row, NotIndexed, cancellationToken);
            return;
        }

        var next = Synchronized(row, content, chunks.Count, row.Shard ?? await PlaceAsync(row, chunks.Count, cancellationToken)) with { UpdatedAt = time.Now() };
        transaction.Add(new ReplaceChunks(OrganizationId, _memoryId, chunks));
        Row = await CommitAsync(transaction, next, Follow(row), cancellationToken);
    }

    private IReadOnlyList<ChunkRow>? TryCut(MemoryRow row, MemoryContentRow content)
    {
        try
        {
            return chunker.Cut(row, content);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotChunked(logger, exception, OrganizationId, _memoryId);
            return null;
        }
    }

    private Task<int> PlaceAsync(MemoryRow row, int chunks, CancellationToken cancellationToken) =>
        grid.Get<IMemoryTypeGrain>(GrainKey.Of(OrganizationId, row.TypeId)).PlaceAsync(chunks, cancellationToken);

    private static MemoryRow Synchronized(MemoryRow row, MemoryContentRow content, int chunks, int shard) => row with
    {
        ContentStatus = ContentStatus.Synchronized,
        SynchronizedVersion = content.ContentVersion,
        ChunkCount = chunks,
        Shard = shard,
    };

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

        Row = await CommitAsync(transaction, next, Follow(row), cancellationToken);
    }

    /// <summary>
    /// A text is synchronized by its own event, which is handed over again until the index is up to date. What comes from elsewhere is not,
    /// so it brings an event for the index.
    /// </summary>
    private static MemoryWork Follow(MemoryRow row) => row.SourceType == SourceType.Text ? MemoryWork.None : MemoryWork.Index;

    [LoggerMessage(Level = LogLevel.Error, Message = "The text of memory {MemoryId} of {OrganizationId} could not be chunked.")]
    private static partial void LogNotChunked(ILogger logger, Exception exception, string organizationId, string memoryId);
}
