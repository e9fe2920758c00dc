using FencyGrid.Api.Health;
using FencyGrid.Client.Calls;
using FencyGrid.Contracts;
using FencyGrid.Embedded;
using FencyGrid.Silo.Membership;
using Orleans.Runtime.Placement;

namespace FencyGrid.Silo.Hosting;

public static class SiloGridExtensions
{
    /// <summary>
    /// Hosts the registered grains as a silo of a cluster: grains reach each other through Orleans, and those that have their place here run
    /// on this process's engine. To be added before Orleans: a host stops its services in reverse order, and the engine outlives the silo.
    /// </summary>
    public static IServiceCollection AddSiloGrid(this IServiceCollection services, Action<EmbeddedGridOptions>? configure = null)
    {
        services.AddSingleton<IGrid>(provider => new ClusterGrid(provider.GetRequiredService<IGrainFactory>(), static () => ChainOrigin.Current));
        services.AddEmbeddedGrid(configure);
        services.AddSingleton<HostedGrains>();
        services.AddSingleton<SiloLease>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SiloLease>());
        services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<SiloLease>());
        services.AddSingleton<IPlacementStrategyResolver, GridPlacement>();
        services.AddGridMessaging();
        services.AddSingleton(provider => CreateEngine(provider));
        return services;
    }

    internal static EmbeddedGrid CreateEngine(IServiceProvider provider, params object[] parameters)
    {
        var grid = ActivatorUtilities.CreateInstance<EmbeddedGrid>(provider, parameters);
        grid.Host = provider.GetRequiredService<HostedGrains>();
        return grid;
    }
}
