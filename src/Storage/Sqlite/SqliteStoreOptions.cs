namespace FencyGrid.Storage.Sqlite;

/// <summary>Where the SQLite store keeps its files, and its limits.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>The folder of the database and its log. Created, readable by its owner only, where it does not exist.</summary>
    public string DataDirectory { get; set; } = "data";

    public string FileName { get; set; } = "fencygrid.db";

    /// <summary>How many transactions may wait for the writer; more are refused with a retryable error.</summary>
    public int QueueCapacity { get; set; } = 8192;

    /// <summary>At most so many transactions share one commit.</summary>
    public int GroupLimit { get; set; } = 256;

    /// <summary>How many pages of 4 KiB the log may gain before they are copied into the database.</summary>
    public int CheckpointPages { get; set; } = 16000;

    /// <summary>How long after a delete the log, which may still hold the deleted text, is emptied.</summary>
    public TimeSpan EraseDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long after a commit the log is copied into the database, however little it holds.</summary>
    public TimeSpan IdleCheckpointDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait for another process that has the database locked.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The most pages the database may have; null for no limit but the disk's.</summary>
    public long? MaxPages { get; set; }

    public string DatabasePath => Path.Combine(DataDirectory, FileName);
}
