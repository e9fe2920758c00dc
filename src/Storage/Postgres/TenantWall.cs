using Dapper;
using Npgsql;

namespace FencyGrid.Storage.Postgres;

/// <summary>
/// Row-level security on every table that has an organization: a second wall behind the conditions of the queries. Each transaction
/// says whose rows it is about, and sees and writes no others, whatever its SQL forgets. A query that reads all organizations names
/// the tables it does so with, and can write in none of them. Superusers and roles with BYPASSRLS are not held by it.
/// </summary>
internal static class TenantWall
{
    public const string OrganizationSetting = "fencygrid.organization";

    /// <summary>Tables that the transaction may read of every organization: <c>,outbox,events,</c>.</summary>
    public const string AcrossSetting = "fencygrid.across";

    private const string WalledTables =
        """
        SELECT c.relname AS name,
               c.relrowsecurity AND c.relforcerowsecurity AND
               (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname IN ('one_organization', 'across_organizations')) = 2 AS is_walled
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped
        WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND c.relkind IN ('r', 'p')
        ORDER BY c.relname
        """;

    public static void Raise(NpgsqlConnection connection)
    {
        foreach (var (name, isWalled) in connection.Query<(string Name, bool IsWalled)>(WalledTables).AsList())
        {
            if (!isWalled)
            {
                // The sub-select is evaluated once in a statement, not once in a row.
                connection.Execute(
                    $"""
                    ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;
                    ALTER TABLE {name} FORCE ROW LEVEL SECURITY;
                    DROP POLICY IF EXISTS one_organization ON {name};
                    DROP POLICY IF EXISTS across_organizations ON {name};
                    CREATE POLICY one_organization ON {name}
                        USING (organization_id = (SELECT current_setting('{OrganizationSetting}', true)))
                        WITH CHECK (organization_id = current_setting('{OrganizationSetting}', true));
                    CREATE POLICY across_organizations ON {name} FOR SELECT
                        USING (strpos((SELECT current_setting('{AcrossSetting}', true)), ',{name},') > 0);
                    """);
            }
        }
    }

    /// <summary>Lets the tables' owner through, so that schema scripts can change rows of every organization. To be followed by <see cref="Raise"/> in the same transaction.</summary>
    public static void Lower(NpgsqlConnection connection)
    {
        foreach (var (name, _) in connection.Query<(string Name, bool IsWalled)>(WalledTables).AsList())
        {
            connection.Execute($"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY");
        }
    }
}
