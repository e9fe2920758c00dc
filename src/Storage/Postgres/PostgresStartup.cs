using System.Net.Sockets;
using Dapper;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Schema;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FencyGrid.Storage.Postgres;

/// <summary>The database is not one that the server can start on. The message says what to change.</summary>
public sealed class PostgresStartException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Opens the database: checks what the store's promises rest on, and says what is wrong in words of the connection string.</summary>
internal static partial class PostgresStartup
{
    private const int OldestVersion = 13;

    private const string FactsSql =
        """
        SELECT pg_is_in_recovery() AS isStandby, current_setting('server_encoding') AS encoding, current_schema() AS schema, current_user AS role,
               current_setting('default_transaction_isolation') AS isolation, current_setting('synchronous_commit') AS synchronousCommit,
               current_setting('fsync') AS fsync,
               (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS isAboveTheWall
        """;

    private const string DeniedTablesSql =
        """
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND c.relname = ANY(@tables)
          AND NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT') AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))
        ORDER BY c.relname
        """;

    public static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException or KeyNotFoundException)
        {
            // Not the string itself: it holds a password.
            throw new PostgresStartException($"ConnectionStrings:FencyGrid is not a PostgreSQL connection string ({exception.Message}). It looks like 'Host=db;Database=fencygrid;Username=fencygrid;Password=…'.");
        }

        if (string.IsNullOrEmpty(settings.Host))
        {
            throw new PostgresStartException("ConnectionStrings:FencyGrid names no Host. It looks like 'Host=db;Database=fencygrid;Username=fencygrid;Password=…'.");
        }

        settings.ApplicationName ??= "fencygrid";

        // Nothing outlives a transaction that would have to be reset; statements stay prepared; a refused statement is told by its place.
        settings.NoResetOnClose = true;
        settings.IncludeFailedBatchedCommand = true;
        if (settings.MaxAutoPrepare == 0)
        {
            settings.MaxAutoPrepare = 200;
            settings.AutoPrepareMinUsages = 2;
        }

        return settings;
    }

    /// <summary>Checks the database, brings its schema up to date and answers the secrets in it.</summary>
    public static Secrets Prepare(NpgsqlDataSource dataSource, IReadOnlyList<SchemaScript> scripts, TimeProvider timeProvider, ILogger logger)
    {
        var settings = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
        try
        {
            using var connection = dataSource.OpenConnection();
            Check(connection, logger);
            PostgresSchema.Upgrade(connection, scripts, timeProvider);
            CheckRights(connection);
            CommitMarkers.DeleteUnused(connection);
            return new Secrets(PostgresSettings.GetOrCreateSecret(connection, "page_token_key"), PostgresSettings.GetOrCreateSecret(connection, "upload_key"));
        }
        catch (NpgsqlException exception)
        {
            throw new PostgresStartException(Advice(exception, settings), exception);
        }
    }

    private static void Check(NpgsqlConnection connection, ILogger logger)
    {
        var facts = connection.QuerySingle<Facts>(FactsSql);
        if (connection.PostgreSqlVersion.Major < OldestVersion)
        {
            throw new PostgresStartException($"The database server is PostgreSQL {connection.PostgreSqlVersion}; {OldestVersion} or newer is needed.");
        }

        if (facts.IsStandby)
        {
            throw new PostgresStartException("The database server is a standby, which takes no writes. Name the primary in ConnectionStrings:FencyGrid, or all servers and 'Target Session Attributes=primary'.");
        }

        if (facts.Encoding != "UTF8")
        {
            throw new PostgresStartException($"The database '{connection.Database}' has the encoding {facts.Encoding}; create it with ENCODING 'UTF8'.");
        }

        if (facts.Isolation != "read committed")
        {
            throw new PostgresStartException($"The database's default_transaction_isolation is '{facts.Isolation}'; set it to 'read committed' for the role {facts.Role}.");
        }

        if (facts.Schema is null)
        {
            throw new PostgresStartException($"The search_path of the role {facts.Role} names no schema that it may use.");
        }

        if (facts.SynchronousCommit == "off" || facts.Fsync == "off")
        {
            LogNotDurable(logger, facts.SynchronousCommit, facts.Fsync);
        }

        if (facts.IsAboveTheWall)
        {
            LogAboveTheWall(logger, facts.Role);
        }
    }

    /// <summary>A restore or a GRANT may have left out a table, which would show only when somebody asks for what is in it.</summary>
    private static void CheckRights(NpgsqlConnection connection)
    {
        string[] tables = [.. Tables.All.Select(table => table.Name), "outbox", "settings", "commit_markers"];
        var denied = connection.Query<string>(DeniedTablesSql, new { tables }).AsList();
        if (denied.Count > 0)
        {
            var role = new NpgsqlConnectionStringBuilder(connection.ConnectionString).Username;
            throw new PostgresStartException(
                $"The user '{role}' lacks rights on {string.Join(", ", denied)} in the database '{connection.Database}'. Make it the tables' owner, or GRANT SELECT, INSERT, UPDATE, DELETE ON them to it.");
        }
    }

    private static string Advice(NpgsqlException exception, NpgsqlConnectionStringBuilder settings) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            $"The database server at {settings.Host}:{settings.Port} refuses the user '{settings.Username}': wrong Username or Password in ConnectionStrings:FencyGrid, or pg_hba.conf does not let it in.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"The database server at {settings.Host}:{settings.Port} has no database '{settings.Database}'. Create it (CREATE DATABASE …), or correct Database in ConnectionStrings:FencyGrid.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } denied =>
            $"The user '{settings.Username}' lacks rights in the database '{settings.Database}' ({denied.MessageText}). Make it the owner of the database, or GRANT CREATE, USAGE ON the SCHEMA it is to use; the tables must be its own.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
            $"The database server at {settings.Host}:{settings.Port} has no connection left. Its max_connections must cover every server's 'Maximum Pool Size'.",
        PostgresException postgres => $"The database '{settings.Database}' at {settings.Host}:{settings.Port} refused the start ({postgres.SqlState}: {postgres.MessageText}).",
        { InnerException: SocketException or TimeoutException or IOException } =>
            $"No PostgreSQL server answers at {settings.Host}:{settings.Port} ({exception.InnerException.Message}). Check Host and Port in ConnectionStrings:FencyGrid, and that the server runs.",
        _ => $"The database at {settings.Host}:{settings.Port} cannot be opened ({exception.Message}).",
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database has synchronous_commit = {SynchronousCommit} and fsync = {Fsync}: a crash of its server may lose writes that were acknowledged.")]
    private static partial void LogNotDurable(ILogger logger, string synchronousCommit, string fsync);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database role {Role} is a superuser or has BYPASSRLS: row-level security, the second wall between organizations, does not hold it. Use a plain role.")]
    private static partial void LogAboveTheWall(ILogger logger, string role);

    /// <summary>The same on every server of the database.</summary>
    public sealed record Secrets(byte[] PageTokenKey, byte[] UploadKey);

    private sealed class Facts
    {
        public bool IsStandby { get; init; }

        public string Encoding { get; init; } = "";

        public string? Schema { get; init; }

        public string Role { get; init; } = "";

        public string Isolation { get; init; } = "";

        public string SynchronousCommit { get; init; } = "";

        public string Fsync { get; init; } = "";

        public bool IsAboveTheWall { get; init; }
    }
}
