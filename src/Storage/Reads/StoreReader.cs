using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Storage.Reads;

/// <summary>
/// Runs the queries: Dapper fills the parameters (collections for IN too), a compiled reader makes the rows.
/// On SQLite everything happens on the calling thread: a point read takes microseconds, less than handing it over would.
/// </summary>
internal sealed class StoreReader(IReadConnections connections)
{
    public async Task<T?> FindAsync<T>(string sql, object parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await foreach (var row in StreamAsync(sql, parameters, read, cancellationToken))
        {
            return row;
        }

        return default;
    }

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await foreach (var row in StreamAsync(sql, parameters, read, cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Rows as they are read. The connection is held until the enumeration ends.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        string sql,
        object parameters,
        Func<DbDataReader, T> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var usable = false;
        var connection = await GuardAsync(() => connections.RentAsync(cancellationToken));
        DbDataReader? reader = null;
        try
        {
            reader = await GuardAsync(async () => await connection.ExecuteReaderAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)));
            while (await GuardAsync(() => new ValueTask<bool>(reader.ReadAsync(cancellationToken))))
            {
                yield return read(reader);
            }

            usable = true;
        }
        finally
        {
            if (reader is not null)
            {
                await reader.DisposeAsync();
            }

            await connections.ReturnAsync(connection, usable || reader is not null);
        }
    }

    private async ValueTask<T> GuardAsync<T>(Func<ValueTask<T>> step)
    {
        try
        {
            return await step();
        }
        catch (DbException exception)
        {
            throw connections.Translate(exception);
        }
    }
}
