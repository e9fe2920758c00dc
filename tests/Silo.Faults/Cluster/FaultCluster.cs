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

    private readonly string _program;
    private readonly string _connectionString;
    private readonly Endpoint[] _endpoints;
    private readonly SiloProcess?[] _silos;

    private FaultCluster(string program, PostgresServer database, string connectionString, SiloNetwork? network, int silos)
    {
        _program = program;
        _connectionString = connectionString;
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

    public static async Task<FaultCluster> StartAsync(string program, int silos)
    {
        var network = SiloNetwork.Impossible() is null ? await SiloNetwork.CreateAsync(silos) : null;
        PostgresServer? database = null;
        try
        {
            database = await PostgresServer.StartAsync(durable: true, network is null ? null : new PostgresNetwork(network.Database, network.Range));
            var connectionString = new NpgsqlConnectionStringBuilder(await PostgresServer.CreateDatabaseAsync(database.Administrator)) { MaxPoolSize = 40, Timeout = 5 };
            connectionString.Host = network?.Database ?? connectionString.Host;
            var cluster = new FaultCluster(program, database, connectionString.ConnectionString, network, silos);
            try
            {
                for (var silo = 0; silo < silos; silo++)
                {
                    await cluster.StartAsync(silo, CancellationToken.None);
                }

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

    /// <summary>Returns when the silo says that it is ready.</summary>
    public async Task StartAsync(int silo, CancellationToken cancellationToken)
    {
        var endpoint = _endpoints[silo];
        _silos[silo]?.Dispose();
        var process = _silos[silo] = SiloProcess.Start(_program, endpoint.Http, Network?.CommandIn(silo) ?? [], SettingsOf(endpoint));
        using var client = new HttpClient { BaseAddress = endpoint.Http, Timeout = TimeSpan.FromSeconds(5) };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StartPatience);
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync("/readyz", patience.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !patience.IsCancellationRequested)
            {
                // Not listening yet.
            }

            if (process.HasExited || patience.IsCancellationRequested)
            {
                throw new InvalidOperationException($"Silo {silo} does not become ready:\n{process.Output}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }

    public SiloProcess this[int silo] => _silos[silo] ?? throw new InvalidOperationException($"Silo {silo} was not started.");

    public ValueTask DisposeAsync()
    {
        KillAll();
        Database.Dispose();
        Network?.Dispose();
        return ValueTask.CompletedTask;
    }

    private Dictionary<string, string> SettingsOf(Endpoint endpoint) => new()
    {
        ["ConnectionStrings__FencyGrid"] = _connectionString,
        ["FencyGrid__Bootstrap__SecretKey"] = SecretKey,
        ["FencyGrid__AllowPrivateNetworks"] = "true",
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
