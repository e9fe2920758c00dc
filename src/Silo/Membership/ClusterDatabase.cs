using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using FencyGrid.Api;
using Npgsql;

namespace FencyGrid.Silo.Membership;

/// <summary>This process cannot take part in the cluster. The message says what to change.</summary>
public sealed class ClusterStartException(string message, Exception? inner = null) : StartException(message, inner);

/// <summary>Makes the database one that Orleans can keep the cluster in, and sees to it that it is this cluster's.</summary>
internal static class ClusterDatabase
{
    /// <summary>What silos and clients say to each other; raised when a build no longer understands the one before.</summary>
    public const int Protocol = 1;

    // "fgcluster" cut to eight bytes of ASCII: the advisory lock of those who change the cluster's tables.
    private const long LockKey = 0x6667636c75737465;

    /// <summary>After the store's own schema is up to date, whose settings this reads and writes.</summary>
    public static async Task PrepareAsync(string connectionString, GridClusterOptions options, CancellationToken cancellationToken)
    {
        var script = Script();
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
            await ClaimAsync(connection, "cluster", $"{options.ServiceId}/{options.ClusterId}", (mine, theirs) =>
                $"The database belongs to the cluster '{theirs}' (service/cluster); this process is set to '{mine}'. Two clusters on one database would undo each other's work: correct FencyGrid:Cluster:ServiceId and ClusterId, or ConnectionStrings:FencyGrid.", cancellationToken);
            await ClaimAsync(connection, "relay_partitions", $"{options.RelayPartitions}", (mine, theirs) =>
                $"The cluster shares its events among {theirs} relays; this process is set to {mine}. Set FencyGrid:Cluster:RelayPartitions to {theirs}, or stop all silos and change the setting 'relay_partitions' in the database.", cancellationToken);
            await CheckProtocolAsync(connection, cancellationToken);
            var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script.ReplaceLineEndings("\n"))));
            if (await ReadAsync(connection, "orleans_schema", cancellationToken) != checksum)
            {
                await ExecuteAsync(connection, script, cancellationToken);
                await WriteAsync(connection, "orleans_schema", checksum, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new ClusterStartException(
                $"The database user lacks rights to keep the cluster's tables ({exception.MessageText}). Make it the owner of the database, or GRANT CREATE, USAGE ON the SCHEMA it is to use.", exception);
        }
        catch (NpgsqlException exception)
        {
            throw new ClusterStartException($"The cluster's tables cannot be read or made ({exception.Message}).", exception);
        }
    }

    private static async Task ClaimAsync(NpgsqlConnection connection, string name, string mine, Func<string, string, string> refusal, CancellationToken cancellationToken)
    {
        var theirs = await ReadAsync(connection, name, cancellationToken);
        if (theirs is null)
        {
            await WriteAsync(connection, name, mine, cancellationToken);
        }
        else if (theirs != mine)
        {
            throw new ClusterStartException(refusal(mine, theirs));
        }
    }

    private static async Task CheckProtocolAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var theirs = int.TryParse(await ReadAsync(connection, "cluster_protocol", cancellationToken), out var known) ? known : 0;
        if (theirs > Protocol)
        {
            throw new ClusterStartException($"The cluster speaks version {theirs} of its protocol; this build speaks {Protocol}. Run a build that is as new as the cluster's newest silo.");
        }

        if (theirs < Protocol)
        {
            await WriteAsync(connection, "cluster_protocol", $"{Protocol}", cancellationToken);
        }
    }

    private static async Task<string?> ReadAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT value FROM settings WHERE name = @name", connection) { Parameters = { new("name", name) } };
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task WriteAsync(NpgsqlConnection connection, string name, string value, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", connection)
        {
            Parameters = { new("name", name), new("value", value) },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        // The script names parameters in texts that it only stores.
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Script()
    {
        using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("orleans.sql")!);
        return text.ReadToEnd();
    }
}
