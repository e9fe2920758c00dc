using System.Collections.Concurrent;
using System.Data.Common;
using FencyGrid.Storage.Reads;
using Microsoft.Data.Sqlite;

namespace FencyGrid.Storage.Sqlite;

/// <summary>
/// Read-only connections, a few of them kept open. There is no upper bound to wait at: reads block their thread, so there are
/// never more than threads, and a stream that is read slowly keeps no other read from going on.
/// </summary>
internal sealed class SqliteReadConnections(SqliteStoreOptions options) : IReadConnections, IDisposable
{
    private const int Kept = 16;

    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private volatile bool _closed;

    public ValueTask<DbConnection> RentAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return new(_idle.TryTake(out var connection) ? connection : SqliteConnections.OpenReader(options));
    }

    public ValueTask ReturnAsync(DbConnection connection, bool usable)
    {
        if (usable && !_closed && _idle.Count < Kept)
        {
            _idle.Add((SqliteConnection)connection);
            return default;
        }

        return connection.DisposeAsync();
    }

    public Exception Translate(DbException exception) => exception is SqliteException sqlite ? SqliteErrors.Translate(sqlite) : exception;

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }
}
