namespace FencyGrid.Contracts.Memories;

/// <summary>One document memory. Key: organization / memory id.</summary>
public interface IMemoryGrain : IGridGrain
{
    /// <summary>Stores the memory and the event that has it synchronized.</summary>
    /// <exception cref="NotFoundException">The memory type does not exist.</exception>
    /// <exception cref="InvalidRequestException">The metadata contradicts the type's declared fields.</exception>
    Task<Memory> CreateAsync(NewMemory memory, CancellationToken cancellationToken);

    [Interleaves]
    Task<Memory> GetAsync(CancellationToken cancellationToken);

    Task<Memory> UpdateAsync(MemoryChange change, CancellationToken cancellationToken);

    /// <summary>Removes the memory's rows, then its index entries, then returns: no search begun afterwards finds it.</summary>
    Task DeleteAsync(CancellationToken cancellationToken);

    /// <summary>Chunks and indexes content that is not yet, and has the index hold what the store holds. Doing it twice changes nothing.</summary>
    Task SynchronizeAsync(CancellationToken cancellationToken);

    /// <summary>What is to be fetched or converted now; null if nothing is, or the memory does not exist.</summary>
    Task<PendingContent?> GetPendingContentAsync(CancellationToken cancellationToken);

    /// <summary>Stores, chunks and indexes the text that was made for a content version. Nothing happens if the memory was updated or deleted since.</summary>
    /// <param name="hasPages">Whether form feeds part the text into pages.</param>
    Task SetContentAsync(long contentVersion, string text, bool hasPages, CancellationToken cancellationToken);

    /// <summary>The content version cannot be had. Nothing happens if the memory was updated or deleted since.</summary>
    /// <param name="reason">In words meant for whoever gave the content.</param>
    Task FailContentAsync(long contentVersion, string reason, CancellationToken cancellationToken);

    /// <summary>Lets one file be uploaded.</summary>
    /// <exception cref="StateConflictException">The memory is not a FILE memory, or has too many uploads waiting.</exception>
    Task<MemoryUpload> BeginUploadAsync(NewUpload upload, CancellationToken cancellationToken);

    /// <summary>The upload's file is in the file store: it becomes the memory's content, in place of an earlier file.</summary>
    /// <exception cref="NotFoundException">The memory was deleted, or the upload was given up.</exception>
    Task CompleteUploadAsync(string uploadId, CancellationToken cancellationToken);

    /// <summary>Gives an upload up whose file has not come.</summary>
    Task AbandonUploadAsync(string uploadId, CancellationToken cancellationToken);
}
