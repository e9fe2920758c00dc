using FencyGrid.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FencyGrid.Embedded;

public static class EmbeddedGridExtensions
{
    /// <summary>
    /// Hosts the registered grains in this process. Hosted services that call grains are to be added after it:
    /// a host stops its services in reverse order, and the grid refuses calls from outside once it stops.
    /// </summary>
    public static IServiceCollection AddEmbeddedGrid(this IServiceCollection services, Action<EmbeddedGridOptions>? configure = null)
    {
        services.AddOptions<EmbeddedGridOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EmbeddedGridOptions>, EmbeddedGridOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<EmbeddedGrid>();
        services.TryAddSingleton<IGrid>(provider => provider.GetRequiredService<EmbeddedGrid>());
        services.AddHostedService(provider => provider.GetRequiredService<EmbeddedGrid>());
        return services;
    }
}
