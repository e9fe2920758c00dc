using Dapper;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Schema;
using Npgsql;

namespace FencyGrid.Storage.Postgres;

/// <summary>Brings the schema up to date, all of it or nothing, while no other server can.</summary>
internal static class PostgresSchema
{
    // "fencygrd" in ASCII: the advisory lock of those who change the schema.
    private const long LockKey = 0x66656e6379677264;

    private const string VersionsTable =
        "CREATE TABLE IF NOT EXISTS schema_versions (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)";

    public static void Upgrade(NpgsqlConnection connection, IReadOnlyList<SchemaScript> scripts, TimeProvider timeProvider)
    {
        using var transaction = connection.BeginTransaction();

        // The second of two servers that start at once waits here, and then finds nothing left to do.
        connection.Execute("SELECT pg_advisory_xact_lock(@LockKey)", new { LockKey }, transaction, commandTimeout: 0);
        var missing = SchemaPlan.Missing(Applied(connection), scripts).ToArray();
        if (missing.Length > 0)
        {
            connection.Execute(VersionsTable);
            connection.Execute(CommitMarkers.Schema);
            TenantWall.Lower(connection);
            foreach (var script in missing)
            {
                connection.Execute(PostgresDialect.Types(script.Text), commandTimeout: 0);
                connection.Execute(
                    "INSERT INTO schema_versions (version, name, checksum, applied_at) VALUES (@version, @name, @checksum, @appliedAt)",
                    new { version = script.Version, name = script.Name, checksum = script.Checksum, appliedAt = Timestamp.Write(timeProvider.GetUtcNow()) });
            }
        }

        TenantWall.Raise(connection);
        transaction.Commit();
    }

    /// <summary>A role that may not create tables can still run on a schema that is up to date.</summary>
    private static List<AppliedScript> Applied(NpgsqlConnection connection) =>
        connection.QuerySingle<bool>("SELECT to_regclass('schema_versions') IS NULL")
            ? []
            : connection.Query<AppliedScript>("SELECT version, name, checksum FROM schema_versions ORDER BY version").AsList();
}
