using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;

namespace FencyGrid.Storage.Sqlite;

/// <summary>The server's own secrets, made at the first start.</summary>
internal static class SqliteSettings
{
    /// <summary>32 random bytes that stay the same from the first call on, also for other processes that start at the same time.</summary>
    public static byte[] GetOrCreateSecret(SqliteConnection connection, string name)
    {
        connection.Execute(
            "INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING",
            new { name, value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) });
        return Convert.FromBase64String(connection.QuerySingle<string>("SELECT value FROM settings WHERE name = @name", new { name }));
    }
}
