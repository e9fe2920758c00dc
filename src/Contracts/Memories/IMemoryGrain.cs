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
}
