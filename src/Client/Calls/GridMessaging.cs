using FencyGrid.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Serialization;

namespace FencyGrid.Client.Calls;

/// <summary>What clients and silos have to agree on.</summary>
public static class GridMessaging
{
    /// <summary>How calls travel: for silos and clients alike.</summary>
    public static IServiceCollection AddGridMessaging(this IServiceCollection services)
    {
        services.Configure<ClientMessagingOptions>(Configure);
        services.Configure<SiloMessagingOptions>(Configure);
        return services.AddSingleton<ITypeFilter, GrainInterfaces>();
    }

    private static void Configure(MessagingOptions options)
    {
        // A caller whose call was cancelled knows that it does not run any more.
        options.WaitForCancellationAcknowledgement = true;
        options.CancelRequestOnTimeout = true;
    }

    /// <summary>Lets grain interfaces, and nothing else of this product, stand in the names of the cluster's grains.</summary>
    private sealed class GrainInterfaces : ITypeFilter
    {
        public bool? IsTypeAllowed(Type type) => type.IsInterface && type.IsAssignableTo(typeof(IGridGrain)) ? true : null;
    }
}
