using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Storage.Reads;

/// <summary>
/// Runs the queries: Dapper fills the parameters (collections for IN too), a compiled reader makes the rows.
/// On SQLite everything happens on the calling thread: a point read takes microseconds, less than handing it over would.
/// A query filters by the parameter <c>@organizationId</c> or <c>@organization_id</c>, which the database may hold it to;
/// one that does not is refused unless it says by <see cref="Across"/> what it reads of all organizations.
/// </summary>
internal sealed class StoreReader(IReadConnections connections, IReadOnlyList<string>? across = null)
{
    /// <summary>A reader for queries that read these tables of every organization, such as the look-up of a key by its hash.</summary>
    public StoreReader Across(params IReadOnlyList<string> tables) => new(connections, tables);

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
        if (across is null && !sql.Contains("@organization", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The query names no organization; use {nameof(Across)} where it is to read all of them: {sql}");
        }

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
                // Dapper's reader, disposed asynchronously, leaves its command, and with that a prepared statement, to the finalizer.
                var command = (reader as IWrappedDataReader)?.Command;
                await reader.DisposeAsync();
                command?.Dispose();
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
        var command = connections.Command(sql, across);
        try
        {
            var reader = await connection.ExecuteReaderAsync(new CommandDefinition(command.Sql, parameters, cancellationToken: cancellationToken));
            for (var i = 0; i < command.Preludes; i++)
            {
                await reader.NextResultAsync(cancellationToken);
            }

            return reader;
        }
        catch (DbException exception)
        {
            throw connections.Translate(exception);
        }
    }
}
