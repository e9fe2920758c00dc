using System.Data.Common;

namespace FencyGrid.Storage.Reads;

/// <summary>Where reads get their connections, and what its failures mean; one per dialect.</summary>
internal interface IReadConnections
{
    ValueTask<DbConnection> RentAsync(CancellationToken cancellationToken);

    /// <param name="usable">False after a failure: the connection is then closed rather than kept.</param>
    ValueTask ReturnAsync(DbConnection connection, bool usable);

    Exception Translate(DbException exception);
}
