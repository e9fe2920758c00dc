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
        _isPrepared = true;
        LogJoining(logger, options.Value.Role, options.Value.ServiceId, options.Value.ClusterId, typeof(ClusterStart).Assembly.GetName().Version);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1, LogLevel.Information, "Joining as {Role} the cluster {ServiceId}/{ClusterId}, build {Build}.")]
    private static partial void LogJoining(ILogger logger, SiloRole role, string serviceId, string clusterId, Version? build);
}
