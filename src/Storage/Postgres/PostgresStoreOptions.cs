namespace FencyGrid.Storage.Postgres;

/// <summary>Which PostgreSQL database the store is on, and its limits.</summary>
public sealed class PostgresStoreOptions
{
    /// <summary>As Npgsql reads it: <c>Host=…;Database=…;Username=…;Password=…</c>. <c>Maximum Pool Size</c> bounds the connections, reads and writes together.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>How many transactions are committed at the same time, each on a connection of the pool; null for half of the pool, so that reads always find one.</summary>
    public int? Writers { get; set; }

    /// <summary>How many transactions may wait for one of those; more are refused with a retryable error.</summary>
    public int QueueCapacity { get; set; } = 8192;

    /// <summary>How long to ask a database that went away during a commit whether it took place, before the caller is told that nobody knows.</summary>
    public TimeSpan ResolvePatience { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Answers what must hold in the database for this server's transactions to be committed: a condition in SQL, which each of them checks; null for
    /// none. Where others may have taken over from this server, a commit that reaches the database late is thereby none.
    /// </summary>
    public Func<string>? CommitCondition { get; set; }
}
