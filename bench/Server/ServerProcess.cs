using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FencyGrid.Bench.Server;

/// <summary>The real server as its own process, on a free port of the loopback interface, with its own data directory.</summary>
public sealed class ServerProcess : IDisposable
{
    public const string SecretKey = "sk_bench_00000000000000000000";
    public const string PublishableKey = "pk_bench_00000000000000000000";

    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>The server's assembly: the one built with the bench, unless another build of it is to be measured.</summary>
    public static string Program { get; set; } = typeof(Api.ApiHost).Assembly.Location;

    public Uri Address { get; }

    /// <summary>Starts the server and waits until it answers; <paramref name="dataDirectory"/> may hold data of an earlier run.</summary>
    /// <param name="program">Its assembly; null for the single-machine server.</param>
    public static async Task<ServerProcess> StartAsync(string dataDirectory, IReadOnlyDictionary<string, string>? settings = null, string? program = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(program ?? Program);
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["FencyGrid__DataDirectory"] = dataDirectory;
        start.Environment["FencyGrid__Bootstrap__SecretKey"] = SecretKey;
        start.Environment["FencyGrid__Bootstrap__PublishableKey"] = PublishableKey;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(process, address);
        await server.WaitUntilReadyAsync();
        return server;
    }

    /// <summary>What the process holds in memory now, in bytes (VmRSS).</summary>
    public long ResidentBytes()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * long.Parse(line["VmRSS:".Length..].Replace("kB", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    /// <summary>The processor time that the process has used so far.</summary>
    public TimeSpan ProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>Kills the process as a power cut would.</summary>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        while (!_process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync("/readyz");
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(5);
        }

        throw new InvalidOperationException($"The server ended with {_process.ExitCode} while starting.");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
