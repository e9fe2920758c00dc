using System.Data.Common;

namespace FencyGrid.Storage.Reads;

/// <summary>Where reads get their connections, and what its failures mean; one per dialect.</summary>
internal interface IReadConnections
{
    /// <summary>The query as this database takes it.</summary>
    /// <param name="across">The tables that it may read of every organization; null when it reads one organization only.</param>
    ReadCommand Command(string sql, IReadOnlyList<string>? across) => new(sql, 0);

    ValueTask<DbConnection> RentAsync(CancellationToken cancellationToken);

    /// <param name="usable">False after a failure: the connection is then closed rather than kept.</param>
    ValueTask ReturnAsync(DbConnection connection, bool usable);

    Exception Translate(DbException exception);
}

/// <param name="Preludes">How many results come before the query's own.</param>
internal readonly record struct ReadCommand(string Sql, int Preludes);
