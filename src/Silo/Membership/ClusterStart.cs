using System.Net;
using System.Net.Sockets;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Storage.Postgres;
using Microsoft.Extensions.Options;

namespace FencyGrid.Silo.Membership;

/// <summary>Opens the store and prepares the cluster's tables before Orleans looks for them. First of the hosted services.</summary>
internal sealed partial class ClusterStart(
    IServiceProvider services, IOptions<GridClusterOptions> options, IOptions<PostgresStoreOptions> store, ILogger<ClusterStart> logger) : IHostedService
{
    private bool _isPrepared;

    public Task StartAsync(CancellationToken cancellationToken) => _isPrepared ? Task.CompletedTask : PrepareAsync(cancellationToken);

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        // Opening it brings its schema up to date.
        services.GetRequiredService<IStore>();
        await ClusterDatabase.PrepareAsync(store.Value.ConnectionString, options.Value, cancellationToken);
        if (options.Value.Role != SiloRole.Api)
        {
            CheckPort(nameof(GridClusterOptions.SiloPort), options.Value.SiloPort);
            CheckPort(nameof(GridClusterOptions.GatewayPort), options.Value.GatewayPort);
        }

        _isPrepared = true;
        LogJoining(logger, options.Value.Role, options.Value.ServiceId, options.Value.ClusterId, typeof(ClusterStart).Assembly.GetName().Version);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Orleans shares a port with whoever has it, and takes a silo at the same address for its own earlier self, which it has the cluster give up.</summary>
    private static void CheckPort(string setting, int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Any, port);
            listener.Start();
        }
        catch (SocketException exception)
        {
            throw new ClusterStartException($"Port {port} cannot be listened on ({exception.Message}). Set {GridClusterOptions.Section}:{setting} to a port of this machine that is free.", exception);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Joining as {Role} the cluster {ServiceId}/{ClusterId}, build {Build}.")]
    private static partial void LogJoining(ILogger logger, SiloRole role, string serviceId, string clusterId, Version? build);
}
