using FencyGrid.Grains.Engine.Events.Relay;

namespace FencyGrid.Silo.Relay;

internal static class RelayPartitionsExtensions
{
    /// <summary>Shares the outbox among relays that live in the cluster as grains. To be added after Orleans, so that they stop before it does.</summary>
    public static IServiceCollection AddRelayPartitions(this IServiceCollection services)
    {
        services.AddOptions<EventRelayOptions>();
        services.AddSingleton<RelayAnnouncements>();
        services.AddSingleton<RelayAcknowledgements>();
        services.AddHostedService(provider => provider.GetRequiredService<RelayAnnouncements>());
        return services.AddHostedService<RelayKeeper>();
    }
}
