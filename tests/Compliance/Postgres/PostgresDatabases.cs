using Npgsql;

namespace FencyGrid.Compliance.Postgres;

/// <summary>Empty databases on the server of this test run: one that a connection string names, or a throwaway one.</summary>
public static class PostgresDatabases
{
    /// <summary>The connection string of a role that may create roles and databases; without it the tests start a server.</summary>
    public const string Variable = "FENCYGRID_TEST_POSTGRES";

    private static readonly Lazy<Task<string>> Administrator = new(FindServerAsync);
    private static readonly List<string> Created = [];
    private static int s_number;

    /// <summary>A new database of a plain role, which owns it; the connection string is the role's.</summary>
    /// <exception cref="SkipTestException">There is no server here.</exception>
    public static async Task<string> CreateAsync(string options = "ENCODING 'UTF8'") => await CreateAsync(await Administrator.Value, options);

    /// <param name="administrator">The connection string of a role that may create roles and databases.</param>
    public static async Task<string> CreateAsync(string administrator, string options = "ENCODING 'UTF8'")
    {
        var name = $"fencygrid_{Environment.ProcessId}_{Interlocked.Increment(ref s_number)}";
        await ExecuteAsync(administrator, $"CREATE ROLE {name} LOGIN PASSWORD 'plain'");
        await ExecuteAsync(administrator, $"CREATE DATABASE {name} OWNER {name} TEMPLATE template0 {options}");
        lock (Created)
        {
            Created.Add(name);
        }

        var given = new NpgsqlConnectionStringBuilder(administrator);
        return new NpgsqlConnectionStringBuilder(administrator)
        {
            Host = given.Host!.StartsWith('/') ? "127.0.0.1" : given.Host,
            Username = name,
            Password = "plain",
            Database = name,
            Pooling = true,
            MaxPoolSize = 16,
        }.ConnectionString;
    }

    /// <summary>The server's administrator in the database of a connection string that <see cref="CreateAsync(string)"/> gave.</summary>
    public static async Task<string> AsAdministratorAsync(string connectionString) =>
        new NpgsqlConnectionStringBuilder(await Administrator.Value) { Database = new NpgsqlConnectionStringBuilder(connectionString).Database }.ConnectionString;

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> FindServerAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            var administrator = new NpgsqlConnectionStringBuilder(given) { Pooling = false }.ConnectionString;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Drop(administrator);
            return administrator;
        }

        if (PostgresServer.FindPrograms() is null)
        {
            throw new SkipTestException($"There is no PostgreSQL here: install the package postgresql, or name a server in {Variable}.");
        }

        return (await PostgresServer.StartAsync(durable: false)).Administrator;
    }

    /// <summary>Leaves a server that is not ours as it was.</summary>
    private static void Drop(string administrator)
    {
        foreach (var name in Created)
        {
            ExecuteAsync(administrator, $"DROP DATABASE {name} WITH (FORCE)").GetAwaiter().GetResult();
            ExecuteAsync(administrator, $"DROP ROLE {name}").GetAwaiter().GetResult();
        }
    }
}
