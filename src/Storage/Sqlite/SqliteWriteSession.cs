using FencyGrid.Grains.Engine.Store;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Mapping;
using Microsoft.Data.Sqlite;

namespace FencyGrid.Storage.Sqlite;

/// <summary>
/// The writer's connection with its prepared statements. Everything completes synchronously: SQLite has no asynchronous calls,
/// and the writer has a thread of its own to block.
/// </summary>
internal sealed class SqliteWriteSession(SqliteConnection connection) : WriteSession, IDisposable
{
    private readonly Dictionary<WriteStatement, SqliteStatement> _statements = [];
    private readonly SqliteStatement _begin = new(connection.Handle!, "BEGIN IMMEDIATE", []);
    private readonly SqliteStatement _commit = new(connection.Handle!, "COMMIT", []);
    private readonly SqliteStatement _savepoint = new(connection.Handle!, "SAVEPOINT one", []);
    private readonly SqliteStatement _release = new(connection.Handle!, "RELEASE one", []);
    private readonly SqliteStatement _rollbackTo = new(connection.Handle!, "ROLLBACK TO one", []);

    public SqliteConnection Connection => connection;

    public void Begin() => _begin.Execute();

    public void Commit() => _commit.Execute();

    /// <summary>Rolls everything back, if SQLite has not done so by itself (it does after some errors).</summary>
    public void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) == 0)
        {
            SqliteConnections.Execute(connection, "ROLLBACK");
        }
    }

    public void Savepoint() => _savepoint.Execute();

    public void Release() => _release.Execute();

    public void RollbackToSavepoint()
    {
        _rollbackTo.Execute();
        _release.Execute();
    }

    public override ValueTask<int> ExecuteAsync(WriteStatement statement, Table table, IRow row)
    {
        var prepared = Prepare(statement);
        table.Bind(row, prepared);
        var rows = prepared.Execute();
        prepared.ClearLarge();
        return new(rows);
    }

    public override ValueTask<int> ExecuteAsync(WriteStatement statement, params ReadOnlySpan<object?> values)
    {
        var prepared = Prepare(statement);
        Bind(prepared, values);
        return new(prepared.Execute());
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_begin, _commit, _savepoint, _release, _rollbackTo, .. _statements.Values])
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    private SqliteStatement Prepare(WriteStatement statement)
    {
        if (!_statements.TryGetValue(statement, out var prepared))
        {
            prepared = new SqliteStatement(connection.Handle!, statement.Sql, statement.Parameters);
            _statements.Add(statement, prepared);
        }

        return prepared;
    }
}
