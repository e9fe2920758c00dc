using Npgsql;

namespace FencyGrid.Compliance.Postgres;

public sealed partial class PostgresServer
{
    private static int _number;

    /// <summary>A new database of a plain role, which owns it; the connection string is the role's.</summary>
    /// <param name="administrator">The connection string of a role that may create roles and databases.</param>
    public static async Task<string> CreateDatabaseAsync(string administrator, string options = "ENCODING 'UTF8'")
    {
        var name = $"fencygrid_{Environment.ProcessId}_{Interlocked.Increment(ref _number)}";
        await ExecuteAsync(administrator, $"CREATE ROLE {name} LOGIN PASSWORD 'plain'");
        await ExecuteAsync(administrator, $"CREATE DATABASE {name} OWNER {name} TEMPLATE template0 {options}");
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

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
