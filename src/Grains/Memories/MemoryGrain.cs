using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories.Uploads;
using FencyGrid.Grains.MemoryTypes;
using FencyGrid.Grains.Search;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Memories;

/// <inheritdoc cref="IMemoryGrain"/>
public partial class MemoryGrain(
    GrainContext context,
    IGrid grid,
    IStore store,
    IMemoryQueries queries,
    IUploadQueries uploads,
    ContentChunker chunker,
    TimeProvider time,
    ILogger<MemoryGrain> logger) : Grain(context), IMemoryGrain
{
    private readonly string _memoryId = context.Key.Part(1);

    /// <summary>Null until the row is first needed: a create, which most calls on a memory are, reads nothing.</summary>
    private volatile KnownRow? _known;

    /// <summary>What a create has in hand for the index; null once the index has it, and in a later activation.</summary>
    private IndexedMemory? _notIndexed;

    private MemoryRow? Row
    {
        set => _known = new KnownRow(value);
    }

    public async Task<Memory> CreateAsync(NewMemory memory, CancellationToken cancellationToken)
    {
        var metadata = memory.Metadata ?? "{}";
        await CheckMetadataAsync(memory.TypeId, metadata, cancellationToken);
        var now = time.Now();
        var status = memory.SourceType == SourceType.File ? ContentStatus.Empty : ContentStatus.Synchronizing;
        var row = new MemoryRow(
            OrganizationId, _memoryId, memory.TypeId, memory.SourceType, memory.Title, memory.Url, metadata,
            status, FailureReason: null, ContentVersion: 1, SynchronizedVersion: 0, ChunkCount: 0, Shard: null, now, now, Version: 1);
        var content = memory.Text is { } text ? new MemoryContentRow(OrganizationId, _memoryId, row.ContentVersion, text) : null;
        var creation = content is { Text.Length: <= CutAtOnceCharacters } && TryCut(row, content) is { } chunks
            ? await CreateSynchronizedAsync(row, content, chunks, cancellationToken)
            : CreateToSynchronize(row, content);
        try
        {
            await store.CommitAsync(creation.Transaction, cancellationToken);
        }
        catch (MissingReferenceException)
        {
            throw NotFoundException.Of("memory type", memory.TypeId);
        }
        catch (VersionConflictException)
        {
            throw new StateConflictException($"A memory with id '{_memoryId}' already exists.");
        }

        Row = creation.Row;
        _notIndexed = creation.NotIndexed;
        return row.View(content: null);
    }

    public async Task<Memory> GetAsync(CancellationToken cancellationToken)
    {
        var row = await ExistingAsync(cancellationToken);
        while (true)
        {
            if (row.ContentStatus != ContentStatus.Synchronized)
            {
                return row.View(content: null);
            }

            var content = await queries.FindContentAsync(OrganizationId, _memoryId, cancellationToken);
            if (content?.ContentVersion == row.SynchronizedVersion)
            {
                return row.View(content.Text);
            }

            // This read runs beside turns, and one of them has changed or deleted the text in between.
            row = await queries.FindAsync(OrganizationId, _memoryId, cancellationToken) ?? throw NotFoundException.Of("memory", _memoryId);
        }
    }

    public async Task<Memory> UpdateAsync(MemoryChange change, CancellationToken cancellationToken)
    {
        var row = await ExistingAsync(cancellationToken);
        RequireSource(change.Text, "text", row.SourceType, SourceType.Text);
        RequireSource(change.Url, "url", row.SourceType, SourceType.Url);
        if (change.Metadata is { } metadata)
        {
            await CheckMetadataAsync(row.TypeId, metadata, cancellationToken);
        }

        var hasNewContent = change.Text is not null || change.Url is not null;
        var next = row with
        {
            Title = change.Title ?? row.Title,
            Url = change.Url ?? row.Url,
            Metadata = change.Metadata ?? row.Metadata,
            UpdatedAt = time.Now(),
            ContentStatus = hasNewContent ? ContentStatus.Synchronizing : row.ContentStatus,
            FailureReason = hasNewContent ? null : row.FailureReason,
            ContentVersion = row.ContentVersion + (hasNewContent ? 1 : 0),
        };
        var transaction = new StoreTransaction();
        if (change.Text is { } text)
        {
            transaction.Upsert(new MemoryContentRow(OrganizationId, _memoryId, next.ContentVersion, text));
        }

        // Read before the commit: a change that is written is not answered with what fails after it.
        var content = next.ContentStatus == ContentStatus.Synchronized ? await queries.FindContentAsync(OrganizationId, _memoryId, cancellationToken) : null;

        // A title is searched with the text, metadata is filtered by: both are in the index.
        var mustReindex = row.Shard is not null && (change.Metadata is not null || next.Title != row.Title);
        if (next.Title != row.Title && content is not null)
        {
            transaction.Add(new ReplaceChunks(OrganizationId, _memoryId, chunker.Cut(next, content)));
        }

        var work = (change.Url is not null ? MemoryWork.Content : MemoryWork.None) | (change.Text is not null || mustReindex ? MemoryWork.Index : MemoryWork.None);
        var written = await CommitAsync(transaction, next, work, cancellationToken);
        Row = written;
        if (mustReindex)
        {
            await TryRefreshShardAsync(written, cancellationToken);
        }

        return written.View(content?.Text);
    }

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        var row = await ExistingAsync(cancellationToken);
        var deleted = MemoryEvents.Deleted(row, time.Now());
        var transaction = new StoreTransaction()
            .Add(new EraseMemory(OrganizationId, _memoryId, deleted.Entity))
            .Delete(row)
            .Publish(deleted, MemoryEvents.Consumers(MemoryWork.None));
        await ScheduleRemovalAsync(transaction, row, cancellationToken);
        await store.CommitAsync(transaction, cancellationToken);
        Row = null;
        LeaveWhenIdle();
        try
        {
            await RefreshShardAsync(row with { Version = long.MaxValue }, CancellationToken.None);
        }
        catch (RetryableException exception)
        {
            throw new UncertainOutcomeException("The memory is deleted and is shown no more; that its words have left the index is not known.", exception);
        }
    }

    private async Task<MemoryRow> CommitAsync(StoreTransaction transaction, MemoryRow next, MemoryWork work, CancellationToken cancellationToken)
    {
        var written = next with { Version = next.Version + 1 };
        transaction.Update(next).Publish(MemoryEvents.Updated(written), MemoryEvents.Consumers(work));
        await store.CommitAsync(transaction, cancellationToken);
        return written;
    }

    private async Task CheckMetadataAsync(string typeId, string metadata, CancellationToken cancellationToken)
    {
        var type = await grid.Get<IMemoryTypeGrain>(GrainKey.Of(OrganizationId, typeId)).GetAsync(cancellationToken);
        MetadataSchema.Check(type.MetadataFields, metadata);
    }

    /// <summary>After a commit with an event for the index: where the shard is out of reach now, it refreshes when the event is handed over, or before the next search.</summary>
    private async Task TryRefreshShardAsync(MemoryRow row, CancellationToken cancellationToken)
    {
        try
        {
            await RefreshShardAsync(row, cancellationToken);
        }
        catch (GridException exception) when (exception is RetryableException or UncertainOutcomeException)
        {
            LogNotRefreshed(logger, exception, OrganizationId, _memoryId);
        }
    }

    private async Task RefreshShardAsync(CancellationToken cancellationToken)
    {
        if (await ReadRowAsync(cancellationToken) is { } row)
        {
            await RefreshShardAsync(row, cancellationToken);
        }
    }

    private async Task RefreshShardAsync(MemoryRow row, CancellationToken cancellationToken)
    {
        if (row.Shard is { } number)
        {
            var shard = grid.Get<ISearchShardGrain>(SearchShardGrain.KeyOf(OrganizationId, row.TypeId, number));
            await (_notIndexed is { } memory && memory.Version == row.Version
                ? shard.TakeInAsync(memory, cancellationToken)
                : shard.RefreshAsync(_memoryId, row.Version, cancellationToken));
            _notIndexed = null;
        }
    }

    private async ValueTask<MemoryRow> ExistingAsync(CancellationToken cancellationToken) =>
        await ReadRowAsync(cancellationToken) ?? throw NotFoundException.Of("memory", _memoryId);

    /// <summary>Also for reads beside turns: what a turn has written meanwhile is not overwritten with what was read before.</summary>
    private async ValueTask<MemoryRow?> ReadRowAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known)
        {
            return known.Row;
        }

        var read = new KnownRow(await queries.FindAsync(OrganizationId, _memoryId, cancellationToken));
        return (Interlocked.CompareExchange(ref _known, read, null) ?? read).Row;
    }

    private static void RequireSource(string? given, string field, SourceType actual, SourceType required)
    {
        if (given is not null && actual != required)
        {
            throw new InvalidRequestException(
                $"'{field}' can be updated on a {required.ToString().ToUpperInvariant()} memory only; this one is of source type {actual.ToString().ToUpperInvariant()}.");
        }
    }

    private sealed record KnownRow(MemoryRow? Row);

    [LoggerMessage(Level = LogLevel.Information, Message = "The index will take in the change of memory {MemoryId} of {OrganizationId} with its event: its shard is out of reach.")]
    private static partial void LogNotRefreshed(ILogger logger, Exception exception, string organizationId, string memoryId);
}
