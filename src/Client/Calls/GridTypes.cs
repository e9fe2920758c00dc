using FencyGrid.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace FencyGrid.Client.Calls;

public static class GridTypes
{
    /// <summary>Lets grain interfaces, and nothing else of this product, stand in the names of the cluster's grains.</summary>
    public static IServiceCollection AddGridTypes(this IServiceCollection services) => services.AddSingleton<ITypeFilter, GrainInterfaces>();

    private sealed class GrainInterfaces : ITypeFilter
    {
        public bool? IsTypeAllowed(Type type) => type.IsInterface && type.IsAssignableTo(typeof(IGridGrain)) ? true : null;
    }
}
