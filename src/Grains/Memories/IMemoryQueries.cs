using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Memories;

/// <summary>Reads of memories and their chunks.</summary>
public interface IMemoryQueries
{
    Task<MemoryRow?> FindAsync(string organizationId, string memoryId, CancellationToken cancellationToken);

    Task<MemoryContentRow?> FindContentAsync(string organizationId, string memoryId, CancellationToken cancellationToken);

    /// <summary>
    /// The organization's memories by (created_at, id), with content where synchronized. A page ends early, with a next page token,
    /// once its contents pass <paramref name="maxContentCharacters"/> (it always has one item).
    /// </summary>
    /// <exception cref="InvalidRequestException">A page token that was not issued for this list.</exception>
    Task<Page<Memory>> ListAsync(string organizationId, PageRequest page, long maxContentCharacters, CancellationToken cancellationToken);

    /// <summary>Chunks of one content version by number, each of <paramref name="numbers"/> that exists, ascending.</summary>
    Task<IReadOnlyList<ChunkRow>> GetChunksAsync(string organizationId, string memoryId, long contentVersion, IReadOnlyCollection<int> numbers, CancellationToken cancellationToken);

    /// <summary>Chunks of several memories at once, each that exists of <paramref name="places"/>, in no order.</summary>
    Task<IReadOnlyList<ChunkRow>> GetChunksAsync(string organizationId, IReadOnlySet<ChunkPlace> places, CancellationToken cancellationToken);

    /// <summary>Titles and types of the memories that exist among <paramref name="memoryIds"/>.</summary>
    Task<IReadOnlyList<MemoryRow>> FindManyAsync(string organizationId, IReadOnlyCollection<string> memoryIds, CancellationToken cancellationToken);

    /// <summary>
    /// TEXT memories of the types (null: of all types) that were written and that the synchronize consumer is not done with, oldest first:
    /// their index may lag behind their rows.
    /// </summary>
    Task<IReadOnlyList<PendingMemory>> ListPendingAsync(string organizationId, IReadOnlyCollection<string>? typeIds, int limit, CancellationToken cancellationToken);

    /// <summary>The newest memories of the type, newest first.</summary>
    Task<IReadOnlyList<MemoryRow>> ListOfTypeAsync(string organizationId, string typeId, int limit, CancellationToken cancellationToken);

    /// <summary>What a shard loads: its synchronized memories, each with its index entries in chunk order, streamed.</summary>
    IAsyncEnumerable<IndexedMemory> LoadShardAsync(string organizationId, string typeId, int shard, CancellationToken cancellationToken);

    /// <summary>What the index should hold of one memory now; null if it is deleted or not synchronized.</summary>
    Task<IndexedMemory?> LoadIndexedAsync(string organizationId, string memoryId, CancellationToken cancellationToken);

    /// <summary>How many chunks each shard of the type holds.</summary>
    Task<IReadOnlyDictionary<int, long>> CountShardsAsync(string organizationId, string typeId, CancellationToken cancellationToken);
}

/// <summary>Where a chunk stands.</summary>
public readonly record struct ChunkPlace(string MemoryId, long ContentVersion, int Number);

/// <param name="IsSynchronized">Whether its chunks are stored, so that only its shard needs to know.</param>
/// <param name="Shard">Set when it is synchronized.</param>
/// <param name="Version">Its row version.</param>
public sealed record PendingMemory(string MemoryId, string TypeId, bool IsSynchronized, int? Shard, long Version);

/// <summary>Replaces the memory's chunks, all of them. The vectors of those before go.</summary>
public sealed record ReplaceChunks(string OrganizationId, string MemoryId, IReadOnlyList<ChunkRow> Chunks) : StoreChange;

/// <summary>
/// Removes what the store holds of a memory beside its own row: text, chunks, vectors, waiting events, and in results of tasks every passage that
/// was taken from it. Its events keep their ids and get <paramref name="ScrubbedEntity"/> for an entity.
/// It stands before the delete of the memory's own row, which those passages refer to.
/// </summary>
public sealed record EraseMemory(string OrganizationId, string MemoryId, string ScrubbedEntity) : StoreChange;
