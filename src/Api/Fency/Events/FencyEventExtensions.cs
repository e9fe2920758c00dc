using FencyGrid.Grains.Events;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FencyGrid.Api.Fency.Events;

public static class FencyEventExtensions
{
    /// <summary>How events are written, for the front end and for those who deliver them.</summary>
    public static IServiceCollection AddFencyEvents(this IServiceCollection services)
    {
        services.TryAddSingleton<FencyEvents>();
        services.TryAddSingleton<IEventBody, FencyEventBody>();
        return services;
    }
}
