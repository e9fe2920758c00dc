using Dapper;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Schema;
using Microsoft.Data.Sqlite;

namespace FencyGrid.Storage.Sqlite;

/// <summary>Brings the schema up to date, all of it or nothing, while no other process can write.</summary>
internal static class SqliteSchema
{
    public static void Upgrade(SqliteConnection connection, IReadOnlyList<SchemaScript> scripts, TimeProvider timeProvider)
    {
        // Immediate: the second of two servers that start at once waits here, and then finds nothing left to do.
        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Execute(
            "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)",
            transaction: transaction);
        var applied = connection.Query<AppliedScript>("SELECT version, name, checksum FROM schema_versions ORDER BY version", transaction: transaction).AsList();
        foreach (var script in SchemaPlan.Missing(applied, scripts))
        {
            connection.Execute(SqliteDialect.Types(script.Text), transaction: transaction);
            connection.Execute(
                "INSERT INTO schema_versions (version, name, checksum, applied_at) VALUES (@version, @name, @checksum, @appliedAt)",
                new { version = script.Version, name = script.Name, checksum = script.Checksum, appliedAt = Timestamp.Write(timeProvider.GetUtcNow()) },
                transaction);
        }

        transaction.Commit();
    }
}
