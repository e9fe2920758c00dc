using System.Diagnostics;
using System.Globalization;

namespace FencyGrid.Silo.Faults.Cluster;

/// <summary>
/// A network namespace for each silo, on a bridge with the clients' address and the database's: a silo can then be kept from the others and
/// from the database while clients still reach it. A guard removes all of it when this process ends, however it does.
/// </summary>
public sealed class SiloNetwork : IDisposable
{
    private readonly string _name = $"fg{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}";
    private readonly string _subnet = $"10.{200 + (Environment.ProcessId % 50)}.{Environment.ProcessId / 50 % 250}";
    private readonly int _silos;
    private readonly Process _guard;

    private SiloNetwork(int silos)
    {
        _silos = silos;
        var remove = string.Join("; ", Enumerable.Range(0, silos).Select(silo => $"ip netns pids {NamespaceOf(silo)} | xargs -r kill -9; ip netns del {NamespaceOf(silo)}"));
        _guard = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", $"read _; {{ {remove}; ip link del {_name}; }} 2>/dev/null"]) { RedirectStandardInput = true })!;
    }

    /// <summary>The address that clients come from and that webhooks are sent to.</summary>
    public string Clients => $"{_subnet}.1";

    public string Database => $"{_subnet}.2";

    /// <summary>All addresses of this network.</summary>
    public string Range => $"{_subnet}.0/24";

    /// <summary>Why there can be none here; null if there can.</summary>
    public static string? Impossible() =>
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? "Network namespaces need Linux and root."
        : !File.Exists("/usr/sbin/ip") && !File.Exists("/sbin/ip") ? "The program 'ip' is missing: install the package iproute2."
        : null;

    public static async Task<SiloNetwork> CreateAsync(int silos)
    {
        var network = new SiloNetwork(silos);
        try
        {
            await network.LayAsync();
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    public string AddressOf(int silo) => $"{_subnet}.{11 + silo}";

    /// <summary>The command that runs another one where the silo is; the process keeps its id.</summary>
    public string[] CommandIn(int silo) => ["ip", "netns", "exec", NamespaceOf(silo)];

    /// <summary>Nothing goes from the silo to the others and to the database any more, nor from them to it; clients still reach it.</summary>
    public Task CutOffAsync(int silo) => RoutesAsync(silo, "add");

    public Task ReconnectAsync(int silo) => RoutesAsync(silo, "del");

    public void Dispose()
    {
        _guard.StandardInput.Close();
        _guard.WaitForExit();
        _guard.Dispose();
    }

    private string NamespaceOf(int silo) => $"{_name}s{silo}";

    private async Task LayAsync()
    {
        await RunAsync("ip", "link", "add", "name", _name, "type", "bridge");
        await RunAsync("ip", "addr", "add", $"{Clients}/24", "dev", _name);
        await RunAsync("ip", "addr", "add", $"{Database}/24", "dev", _name);
        await RunAsync("ip", "link", "set", _name, "up");
        for (var silo = 0; silo < _silos; silo++)
        {
            var (inside, cable) = (NamespaceOf(silo), $"{_name}v{silo}");
            await RunAsync("ip", "netns", "add", inside);
            await RunAsync("ip", "link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", inside);
            await RunAsync("ip", "link", "set", cable, "master", _name, "up");
            await RunAsync("ip", "-n", inside, "addr", "add", $"{AddressOf(silo)}/24", "dev", "eth0");
            await RunAsync("ip", "-n", inside, "link", "set", "eth0", "up");
            await RunAsync("ip", "-n", inside, "link", "set", "lo", "up");
        }
    }

    private async Task RoutesAsync(int silo, string change)
    {
        foreach (var address in Enumerable.Range(0, _silos).Where(other => other != silo).Select(AddressOf).Append(Database))
        {
            await RunAsync("ip", "-n", NamespaceOf(silo), "route", change, "blackhole", $"{address}/32");
        }
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{string.Join(' ', command)}' ended with {process.ExitCode}.");
        }
    }
}
