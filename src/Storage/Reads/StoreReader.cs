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
        var connection = await RentAsync(cancellationToken);
        DbDataReader? reader = null;
        try
        {
            reader = await ExecuteAsync(connection, sql, parameters, cancellationToken);
            while (true)
            {
                try
                {
                    if (!await reader.ReadAsync(cancellationToken))
                    {
                        break;
                    }
                }
                catch (DbException exception)
                {
                    throw connections.Translate(exception);
                }

                yield return read(reader);
            }
        }
        finally
        {
            if (reader is not null)
            {
                await reader.DisposeAsync();
            }

            await connections.ReturnAsync(connection, usable: reader is not null);
        }
    }

    private async ValueTask<DbConnection> RentAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await connections.RentAsync(cancellationToken);
        }
        catch (DbException exception)
        {
            throw connections.Translate(exception);
        }
    }

    private async ValueTask<DbDataReader> ExecuteAsync(DbConnection connection, string sql, object parameters, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.ExecuteReaderAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        }
        catch (DbException exception)
        {
            throw connections.Translate(exception);
        }
    }
}
