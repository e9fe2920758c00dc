using Microsoft.Data.Sqlite;

namespace FencyGrid.Storage.Tests.Sqlite;

/// <summary>
/// Reads of which there is always one under way: each begins before the one before it ends, and sees more than that one did while commits go on.
/// </summary>
internal sealed class OverlappingReads : IDisposable
{
    // A read whose commits do not come ends after so many rows, some milliseconds.
    private const int Rows = 5_000;

    private readonly SqliteConnection[] _connections;
    private readonly Thread _thread;
    private volatile int _commits;
    private volatile bool _ending;

    public OverlappingReads(string databasePath)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = databasePath, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();
        _connections = [new SqliteConnection(connection), new SqliteConnection(connection)];
        Array.ForEach(_connections, each => each.Open());
        _thread = new Thread(Run) { Name = "overlapping reads" };
        _thread.Start();
    }

    /// <summary>How many reads have begun.</summary>
    public int Begun { get; private set; }

    /// <summary>Tells of an acknowledged commit.</summary>
    public void Committed() => _commits++;

    /// <summary>Ends the reads.</summary>
    public void Dispose()
    {
        _ending = true;
        _thread.Join();
        Array.ForEach(_connections, each => each.Dispose());
    }

    private void Run()
    {
        SqliteTransaction? before = null;
        while (!_ending)
        {
            var connection = _connections[Begun % 2];
            var transaction = connection.BeginTransaction(deferred: true);
            Read(connection, "SELECT COUNT(*) FROM sqlite_schema", () => true);
            Begun++;
            before?.Dispose();
            before = transaction;

            // The first commit that is told of may have been written before this read began, the second one not.
            var enough = _commits + 2;
            Read(connection, $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT {Rows}) SELECT i FROM n", () => _commits < enough);
        }

        before?.Dispose();
    }

    private static void Read(SqliteConnection connection, string query, Func<bool> goesOn)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        while (reader.Read() && goesOn())
        {
        }
    }
}
