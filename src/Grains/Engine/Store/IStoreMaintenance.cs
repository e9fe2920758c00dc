namespace FencyGrid.Grains.Engine.Store;

/// <summary>Upkeep of the store's files. The store does it by itself too, soon after deletes and when it closes.</summary>
public interface IStoreMaintenance
{
    /// <summary>
    /// Brings everything committed into the main database file and empties the log beside it, so that deleted text is in neither.
    /// False if a reader held on to the log; the store then tries again by itself.
    /// </summary>
    Task<bool> CheckpointAsync(CancellationToken cancellationToken);
}
