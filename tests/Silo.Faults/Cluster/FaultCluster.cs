using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FencyGrid.Compliance.Postgres;
using Npgsql;

namespace FencyGrid.Silo.Faults.Cluster;

/// <summary>Silos as processes of their own, on a PostgreSQL server of their own that waits for the disk.</summary>
public sealed class FaultCluster : IAsyncDisposable
{
    public const string SecretKey = "sk_faults_0000000000000000";

    private const int HttpPort = 5080;

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);

    /// <summary>As systemd's RestartSec in deploy/.</summary>
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _launching = new();
    private readonly TextWriter _output;
    private Task _supervision = Task.CompletedTask;
    private string _program;
    private string _nextProgram;
    private readonly string _connectionString;
    private readonly string? _logFolder;
    private readonly Endpoint[] _endpoints;
    private readonly SiloProcess?[] _silos;

    private FaultCluster(string program, string nextProgram, TextWriter output, PostgresServer database, string connectionString, SiloNetwork? network, int silos, string? logFolder)
    {
        _program = program;
        _nextProgram = nextProgram;
        _output = output;
        _connectionString = connectionString;
        _logFolder = logFolder;
        _silos = new SiloProcess?[silos];
        Database = database;
        Network = network;
        _endpoints = [.. Enumerable.Range(0, silos).Select(silo => network is null ? Endpoint.OnLoopback() : new Endpoint(network.AddressOf(silo), HttpPort, 11111, 30000))];
    }

    public PostgresServer Database { get; }

    /// <summary>Null where there can be no network namespaces: all silos are then on the loopback address, and none can be cut off.</summary>
    public SiloNetwork? Network { get; }

    public int Count => _silos.Length;

    public IReadOnlyList<Uri> Addresses => [.. _endpoints.Select(endpoint => endpoint.Http)];

    /// <summary>Where webhooks are to be received.</summary>
    public string ClientAddress => Network?.Clients ?? "127.0.0.1";

    /// <param name="nextProgram">The build that <see cref="Upgrade"/> goes over to.</param>
    /// <param name="output">Where silos that end of themselves are told.</param>
    /// <param name="logFolder">Where what each silo prints goes, a file for each; null for nowhere.</param>
    public static async Task<FaultCluster> StartAsync(string program, string nextProgram, int silos, TextWriter output, string? logFolder)
    {
        var network = SiloNetwork.Impossible() is null ? await SiloNetwork.CreateAsync(silos) : null;
        PostgresServer? database = null;
        try
        {
            database = await PostgresServer.StartAsync(durable: true, network is null ? null : new PostgresNetwork(network.Database, network.Range));
            var connectionString = new NpgsqlConnectionStringBuilder(await PostgresServer.CreateDatabaseAsync(database.Administrator)) { MaxPoolSize = 40, Timeout = 5 };
            connectionString.Host = network?.Database ?? connectionString.Host;
            var cluster = new FaultCluster(program, nextProgram, output, database, connectionString.ConnectionString, network, silos, logFolder);
            try
            {
                for (var silo = 0; silo < silos; silo++)
                {
                    await cluster.StartAsync(silo, CancellationToken.None);
                }

                cluster._supervision = cluster.SuperviseAsync();
                return cluster;
            }
            catch
            {
                cluster.KillAll();
                throw;
            }
        }
        catch
        {
            database?.Dispose();
            network?.Dispose();
            throw;
        }
    }

    /// <summary>How often a silo ended of itself and was started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Silos that are started from now on are of the other build.</summary>
    public void Upgrade() => (_program, _nextProgram) = (_nextProgram, _program);

    /// <summary>Returns when the silo says that it is ready.</summary>
    public async Task StartAsync(int silo, CancellationToken cancellationToken)
    {
        var endpoint = _endpoints[silo];
        Launch(silo);
        using var client = new HttpClient { BaseAddress = endpoint.Http, Timeout = TimeSpan.FromSeconds(5) };
        var begin = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(client, cancellationToken))
        {
            if ((this[silo].HasExited && _supervision.IsCompleted) || Stopwatch.GetElapsedTime(begin) > StartPatience)
            {
                throw new TimeoutException($"Silo {silo} does not become ready:\n{this[silo].Output}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    /// <summary>Whether the front end says so; one that does not answer is not.</summary>
    public static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync("/readyz", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public SiloProcess this[int silo] => _silos[silo] ?? throw new InvalidOperationException($"Silo {silo} was not started.");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _supervision;
        _stop.Dispose();
        KillAll();
        Database.Dispose();
        Network?.Dispose();
    }

    private void Launch(int silo)
    {
        var endpoint = _endpoints[silo];
        lock (_launching)
        {
            _silos[silo]?.Dispose();
            _silos[silo] = SiloProcess.Start(
                _program, endpoint.Http, Network?.CommandIn(silo) ?? [], SettingsOf(endpoint), _logFolder is null ? null : Path.Combine(_logFolder, $"silo{silo}.log"));
        }
    }

    /// <summary>What runs a silo (systemd, Compose, Kubernetes) starts it again when it ends of itself, as one does that the others gave up.</summary>
    private async Task SuperviseAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            for (var silo = 0; silo < Count; silo++)
            {
                if (this[silo].HasEndedItself)
                {
                    Restarts++;
                    await _output.WriteLineAsync($"          Silo {silo} ended of itself ({this[silo].ExitCode}); it is started again.");
                    await Task.Delay(RestartAfter, CancellationToken.None);
                    lock (_launching)
                    {
                        // Unless it was killed and started meanwhile.
                        if (this[silo].HasEndedItself)
                        {
                            Launch(silo);
                        }
                    }
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Dictionary<string, string> SettingsOf(Endpoint endpoint) => new()
    {
        ["ConnectionStrings__FencyGrid"] = _connectionString,
        ["FencyGrid__Bootstrap__SecretKey"] = SecretKey,
        ["FencyGrid__AllowPrivateNetworks"] = "true",
        ["Logging__Console__FormatterName"] = "simple",
        ["Logging__Console__FormatterOptions__TimestampFormat"] = "HH:mm:ss.fff ",
        ["FencyGrid__Cluster__AdvertisedHost"] = endpoint.Address,
        ["FencyGrid__Cluster__SiloPort"] = endpoint.SiloPort.ToString(CultureInfo.InvariantCulture),
        ["FencyGrid__Cluster__GatewayPort"] = endpoint.GatewayPort.ToString(CultureInfo.InvariantCulture),
    };

    private void KillAll()
    {
        foreach (var silo in _silos)
        {
            silo?.Dispose();
        }
    }

    private sealed record Endpoint(string Address, int HttpPort, int SiloPort, int GatewayPort)
    {
        public Uri Http => new($"http://{Address}:{HttpPort}");

        public static Endpoint OnLoopback() => new("127.0.0.1", FreePort(), FreePort(), FreePort());

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
