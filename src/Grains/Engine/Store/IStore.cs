namespace FencyGrid.Grains.Engine.Store;

/// <summary>The relational store: the truth behind every grain. Reads are in the features' own query interfaces.</summary>
public interface IStore
{
    /// <summary>
    /// Writes everything in the transaction, or nothing. When this returns the writes are on disk and every later read sees them.
    /// Once the commit is under way, cancellation no longer undoes it.
    /// </summary>
    /// <exception cref="FencyGrid.Contracts.VersionConflictException">A row was not at the version that was read, or already exists.</exception>
    /// <exception cref="MissingReferenceException">A row refers to one that does not exist.</exception>
    /// <exception cref="FencyGrid.Contracts.RetryableException">The store cannot write now (full disk, database away). Nothing was written.</exception>
    /// <exception cref="FencyGrid.Contracts.UncertainOutcomeException">The store went away during the commit, and does not say whether it took place.</exception>
    Task CommitAsync(StoreTransaction transaction, CancellationToken cancellationToken);
}

/// <summary>A row refers to one that does not exist, or a row that is being deleted is still referred to.</summary>
public sealed class MissingReferenceException(string message) : Exception(message);
