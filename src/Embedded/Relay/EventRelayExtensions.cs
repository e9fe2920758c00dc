using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Events.Relay;
using FencyGrid.Grains.Engine.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FencyGrid.Embedded.Relay;

public static class EventRelayExtensions
{
    /// <summary>
    /// Hands the events of the registered <see cref="IOutbox"/> to every registered <see cref="IEventConsumer"/>.
    /// To be added after the grid, so that the relay stops before the grid does.
    /// </summary>
    public static IServiceCollection AddEventRelay(this IServiceCollection services, Action<EventRelayOptions>? configure = null)
    {
        services.AddOptions<EventRelayOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EventRelayOptions>, EventRelayOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new EventRelay(
            provider.GetRequiredService<IOutbox>(),
            provider.GetRequiredService<IStore>(),
            provider.GetServices<IEventConsumer>(),
            provider.GetRequiredService<IOptions<EventRelayOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EventRelay>>()));
        services.AddHostedService<EventRelayService>();
        return services;
    }
}
