using System.Globalization;
using Microsoft.Data.Sqlite;

namespace FencyGrid.Storage.Sqlite;

/// <summary>Opens connections with the settings that the store's promises rest on.</summary>
internal static class SqliteConnections
{
    static SqliteConnections()
    {
        SQLitePCL.Batteries_V2.Init();

        // Before SQLite starts: no statistics of memory, whose one lock every allocation of every connection would wait for.
        // Refused, without harm, where the process used SQLite before.
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <summary>
    /// A connection that writes. FULL makes a commit wait until the log is on disk; secure_delete overwrites what is deleted with zeros;
    /// temporary data stays in memory, so that no text gets into files beside the database. The cache need not be large: ids begin with the time,
    /// so that writes fall on few pages.
    /// </summary>
    public static SqliteConnection OpenWriter(SqliteStoreOptions options)
    {
        var connection = Open(options, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Execute(connection, $"PRAGMA busy_timeout = {Milliseconds(options.BusyTimeout)}");
            SetWriteAheadLog(connection, options.BusyTimeout);
            Execute(connection, "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -8192;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection that reads. Its cache is small: SQLite empties it whenever something was written, and the operating system has the pages, too.</summary>
    public static SqliteConnection OpenReader(SqliteStoreOptions options)
    {
        var connection = Open(options, SqliteOpenMode.ReadOnly);
        Execute(connection, $"PRAGMA busy_timeout = {Milliseconds(options.BusyTimeout)}; PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -2048;");
        return connection;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(SqliteStoreOptions options, SqliteOpenMode mode)
    {
        // Pooling is the store's own: Microsoft.Data.Sqlite's pool would keep files open past the store's end.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = options.DatabasePath, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Changing the journal mode needs the file alone and does not wait by itself when another process is just starting, too.</summary>
    private static void SetWriteAheadLog(SqliteConnection connection, TimeSpan patience)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                Execute(connection, "PRAGMA journal_mode = WAL");
                return;
            }
            catch (SqliteException exception) when (exception.SqliteErrorCode == SQLitePCL.raw.SQLITE_BUSY && TimeProvider.System.GetElapsedTime(started) < patience)
            {
                Thread.Sleep(10);
            }
        }
    }

    private static string Milliseconds(TimeSpan time) => ((int)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
