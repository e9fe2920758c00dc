using Npgsql;

namespace FencyGrid.Compliance.Postgres;

/// <summary>Empty databases on the server of this test run: one that a connection string names, or a throwaway one.</summary>
public static class PostgresDatabases
{
    /// <summary>The connection string of a role that may create roles and databases; without it the tests start a server.</summary>
    public const string Variable = "FENCYGRID_TEST_POSTGRES";

    private static readonly Lazy<Task<string>> Administrator = new(FindServerAsync);
    private static readonly List<string> Created = [];

    // Held on to: the server goes with the object.
    private static PostgresServer? _server;

    /// <summary>A new database of a plain role, which owns it; the connection string is the role's.</summary>
    /// <exception cref="SkipTestException">There is no server here.</exception>
    public static async Task<string> CreateAsync(string options = "ENCODING 'UTF8'")
    {
        var created = await PostgresServer.CreateDatabaseAsync(await Administrator.Value, options);
        lock (Created)
        {
            Created.Add(new NpgsqlConnectionStringBuilder(created).Database!);
        }

        return created;
    }

    /// <summary>The server's administrator in the database of a connection string that <see cref="CreateAsync(string)"/> gave.</summary>
    public static async Task<string> AsAdministratorAsync(string connectionString) =>
        new NpgsqlConnectionStringBuilder(await Administrator.Value) { Database = new NpgsqlConnectionStringBuilder(connectionString).Database }.ConnectionString;

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

        _server = await PostgresServer.StartAsync(durable: false);
        return _server.Administrator;
    }

    /// <summary>Leaves a server that is not ours as it was.</summary>
    private static void Drop(string administrator)
    {
        foreach (var name in Created)
        {
            PostgresServer.ExecuteAsync(administrator, $"DROP DATABASE {name} WITH (FORCE)").GetAwaiter().GetResult();
            PostgresServer.ExecuteAsync(administrator, $"DROP ROLE {name}").GetAwaiter().GetResult();
        }
    }
}
