namespace FencyGrid.Contracts.MemoryTypes;

/// <summary>One memory type: its declared fields and the shards that index its memories. Key: organization / memory type id.</summary>
public interface IMemoryTypeGrain : IGridGrain
{
    Task<MemoryType> CreateAsync(NewMemoryType type, CancellationToken cancellationToken);

    [Interleaves]
    Task<MemoryType> GetAsync(CancellationToken cancellationToken);

    /// <exception cref="StateConflictException">The type still has memories.</exception>
    Task DeleteAsync(CancellationToken cancellationToken);

    /// <summary>The shard that a memory of so many chunks goes into; opens a new one when the last is full.</summary>
    Task<int> PlaceAsync(int chunks, CancellationToken cancellationToken);

    /// <summary>The numbers of the shards in use, ascending.</summary>
    [Interleaves]
    Task<IReadOnlyList<int>> GetShardsAsync(CancellationToken cancellationToken);
}
