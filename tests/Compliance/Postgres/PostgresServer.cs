using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FencyGrid.Compliance.Postgres;

/// <param name="Address">An address of this machine.</param>
/// <param name="Clients">The addresses that may come in there, such as <c>10.1.2.0/24</c>.</param>
public sealed record PostgresNetwork(string Address, string Clients);

/// <summary>
/// A PostgreSQL server of this process's own, in a temporary folder, on a free port of the loopback address. A guard stops it and removes
/// the folder when this process ends, however it does. Its superuser comes in by the socket in the folder, without a password.
/// </summary>
public sealed partial class PostgresServer : IDisposable
{
    private readonly string _programs;
    private readonly string _folder;
    private readonly string _options;
    private readonly Process _guard;

    private PostgresServer(string programs, string folder, int port, string options, Process guard)
    {
        _programs = programs;
        _folder = folder;
        _options = options;
        _guard = guard;
        Port = port;
    }

    public int Port { get; }

    /// <summary>The superuser's connection string, without a database.</summary>
    public string Administrator => $"Host={_folder};Port={Port};Username=postgres;Pooling=False;Timeout=30;Command Timeout=120";

    /// <summary>Where Debian has PostgreSQL's programs, the newest version's; null where it is not installed.</summary>
    public static string? FindPrograms() => !Directory.Exists("/usr/lib/postgresql")
        ? null
        : Directory.GetDirectories("/usr/lib/postgresql")
            .Select(folder => Path.Combine(folder, "bin"))
            .Where(folder => File.Exists(Path.Combine(folder, "initdb")))
            .MaxBy(folder => int.TryParse(Path.GetFileName(Path.GetDirectoryName(folder)), out var version) ? version : 0);

    /// <param name="durable">Whether commits wait for the disk, as they have to where something is killed.</param>
    /// <param name="network">Where it listens beside the loopback address, and to whom; null for nowhere.</param>
    public static async Task<PostgresServer> StartAsync(bool durable, PostgresNetwork? network = null)
    {
        var programs = FindPrograms() ?? throw new InvalidOperationException("PostgreSQL is not installed.");
        var folder = Directory.CreateTempSubdirectory("fencygrid-postgres-").FullName;
        var options = $"-c listen_addresses=127.0.0.1{(network is null ? "" : $",{network.Address}")} -c unix_socket_directories={folder} -c max_connections=300 -c shared_buffers=64MB" + (durable ? "" : " -c fsync=off -c full_page_writes=off");
        var stop = string.Join(' ', AsServerUser(Path.Combine(programs, "pg_ctl"), "-D", $"{folder}/data", "-s", "-m", "immediate", "stop"));
        var guard = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", $"read _; {stop} 2>/dev/null; rm -rf {folder}"]) { RedirectStandardInput = true })!;
        var server = new PostgresServer(programs, folder, FreePort(), options, guard);
        try
        {
            if (Environment.IsPrivilegedProcess)
            {
                await RunAsync(["chown", "postgres", folder]);
            }

            await RunAsync(AsServerUser(
                Path.Combine(programs, "initdb"), "-D", $"{folder}/data", "-U", "postgres", "-E", "UTF8", "--locale=C", "--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync", "--no-instructions"));
            if (network is not null)
            {
                await File.AppendAllTextAsync($"{folder}/data/pg_hba.conf", $"host all all {network.Clients} scram-sha-256\n");
            }

            await server.StartAsync();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public Task StartAsync() => RunAsync(AsServerUser(
        Path.Combine(_programs, "pg_ctl"), "-D", $"{_folder}/data", "-s", "-w", "-t", "120", "-l", $"{_folder}/log", "-o", $"{_options} -p {Port}", "start"));

    /// <summary>Ends all connections, and ends in order.</summary>
    public Task StopAsync() => StopAsync("fast");

    /// <summary>As a crash does: nothing is finished, the next start recovers from the log.</summary>
    public Task CrashAsync() => StopAsync("immediate");

    public void Dispose()
    {
        _guard.StandardInput.Close();
        _guard.WaitForExit();
        _guard.Dispose();
    }

    private Task StopAsync(string mode) => RunAsync(AsServerUser(Path.Combine(_programs, "pg_ctl"), "-D", $"{_folder}/data", "-s", "-w", "-t", "120", "-m", mode, "stop"));

    /// <summary>PostgreSQL does not run as root.</summary>
    private static string[] AsServerUser(params string[] command) => Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. command] : command;

    private static async Task RunAsync(string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = "/", RedirectStandardOutput = false })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{string.Join(' ', command)}' ended with {process.ExitCode}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
