namespace FencyGrid.Storage.Postgres;

/// <summary>
/// A place from which one transaction at a time is committed. Its row in the database counts its commits, so that the one that was
/// under way when the connection was lost can be told from the one before.
/// </summary>
internal sealed class CommitLane
{
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>The number of the last commit that took place, or of what was put in place of one that did not.</summary>
    public long Number { get; set; }

    /// <summary>Whether its row is in the database.</summary>
    public bool IsRegistered { get; set; }
}
