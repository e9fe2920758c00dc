using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FencyGrid.Grains.Embeddings;

public static class EmbeddingsExtensions
{
    /// <summary>What makes vectors of texts, where an endpoint for that is registered.</summary>
    public static IServiceCollection AddEmbeddings(this IServiceCollection services)
    {
        services.TryAddSingleton<TextEmbedder>();
        services.TryAddSingleton<EmbeddingRun>();
        return services;
    }
}
