using System.Globalization;
using FencyGrid.Compliance.Postgres;
using Npgsql;

namespace FencyGrid.Bench.Capacity;

/// <summary>What a database server has used so far: processor time of all its processes, bytes of its log, bytes of one database's files.</summary>
internal sealed record PostgresUsage(TimeSpan Processor, long LogBytes, long DatabaseBytes)
{
    // USER_HZ, which Linux fixes at 100 for what it shows in /proc.
    private const double TicksPerSecond = 100;

    public static async Task<PostgresUsage> ReadAsync(PostgresServer server, string database)
    {
        var folder = new NpgsqlConnectionStringBuilder(server.Administrator).Host!;
        var main = int.Parse(File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(server.Administrator) { Database = new NpgsqlConnectionStringBuilder(database).Database }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint, pg_database_size(current_database())", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new PostgresUsage(ProcessorTime(main), reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>The main process counts those that have ended; the others are its children.</summary>
    private static TimeSpan ProcessorTime(int main)
    {
        var ticks = 0L;
        foreach (var path in Directory.EnumerateDirectories("/proc").Where(path => char.IsDigit(Path.GetFileName(path)[0])))
        {
            string[] fields;
            try
            {
                // The name in parentheses may hold spaces; what follows it are fields 3 and on (man 5 proc).
                var line = File.ReadAllText(Path.Combine(path, "stat"));
                fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            }
            catch (IOException)
            {
                // It has ended.
                continue;
            }

            var isMain = Path.GetFileName(path) == main.ToString(CultureInfo.InvariantCulture);
            if (isMain || fields[1] == main.ToString(CultureInfo.InvariantCulture))
            {
                ticks += fields[11..(isMain ? 15 : 13)].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
            }
        }

        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }
}
