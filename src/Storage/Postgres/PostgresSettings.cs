using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace FencyGrid.Storage.Postgres;

/// <summary>The secrets that all servers of a grid share, made by the first one.</summary>
internal static class PostgresSettings
{
    /// <summary>32 random bytes that stay the same from the first call on, also for servers that start at the same time.</summary>
    public static byte[] GetOrCreateSecret(NpgsqlConnection connection, string name)
    {
        connection.Execute(
            "INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING",
            new { name, value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) });
        return Convert.FromBase64String(connection.QuerySingle<string>("SELECT value FROM settings WHERE name = @name", new { name }));
    }
}
