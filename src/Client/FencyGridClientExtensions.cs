using FencyGrid.Client.Calls;
using FencyGrid.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace FencyGrid.Client;

public static class FencyGridClientExtensions
{
    /// <summary>
    /// Adds a <see cref="FencyGridClient"/> that calls the cluster which <paramref name="configure"/> names. It connects when the host starts,
    /// and follows the silos as they come and go.
    /// </summary>
    /// <exception cref="ArgumentException">There is no connection string, or it is none.</exception>
    public static IServiceCollection AddFencyGridClient(this IServiceCollection services, Action<FencyGridClientOptions> configure)
    {
        var options = new FencyGridClientOptions();
        configure(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.ConnectionString);
        var connectionString = MembershipDatabase.Connect(options.ConnectionString, "fencygrid-client", connections: 2);
        services.AddGridMessaging();
        services.AddSingleton<IGrid>(provider => new ClusterGrid(provider.GetRequiredService<IGrainFactory>()));
        services.AddSingleton<FencyGridClient>();
        return services.AddOrleansClient(client => client
            .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ServiceId))
            .Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5))
            .Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = options.ResponseTimeout)
            .UseConnectionRetryFilter(static (_, token) => PauseAsync(token))
            .UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = (MembershipDatabase.Invariant, connectionString)));
    }

    /// <summary>A client that starts before the silos waits for them.</summary>
    private static async Task<bool> PauseAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }
}
