using System.Data.Common;
using FencyGrid.Storage.Reads;
using Npgsql;

namespace FencyGrid.Storage.Postgres;

/// <summary>Reads run on the pool; a connection that broke does not go back into it.</summary>
internal sealed class PostgresReadConnections(NpgsqlDataSource dataSource) : IReadConnections
{
    public ReadCommand Command(string sql, IReadOnlyList<string>? across) => PostgresDialect.Query(sql, across);

    public async ValueTask<DbConnection> RentAsync(CancellationToken cancellationToken) => await dataSource.OpenConnectionAsync(cancellationToken);

    public ValueTask ReturnAsync(DbConnection connection, bool usable) => connection.DisposeAsync();

    public Exception Translate(DbException exception) => PostgresErrors.Translate(exception);
}
