using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Extraction.Modelled;
using FencyGrid.Grains.Trees.Authoring;
using FencyGrid.Grains.Trees.Rules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FencyGrid.Grains.Trees;

public static class TreeServiceCollectionExtensions
{
    /// <summary>The memory trees' grain, the way in to them and their scheduled work. The store brings <c>ITreeQueries</c> and <c>ITreePageTokens</c>.</summary>
    public static IServiceCollection AddMemoryTrees(this IServiceCollection services, TreeOptions? options = null)
    {
        services.TryAddSingleton(options ?? new TreeOptions());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IFactReader, ExtractionFactReader>();
        services.TryAddSingleton<AuthorModel>();
        services.AddEmbeddings();
        services.TryAddSingleton<ModelExtraction>();
        services.TryAddSingleton<IMemoryTrees, MemoryTrees>();
        services.TryAddSingleton<ScheduledWorkRunner>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IScheduledWorker, ConsolidationWorker>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IScheduledWorker, WisdomReviewWorker>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IScheduledWorker, TreeEmbeddingWorker>());
        return services.AddGrain<IMemoryTreeGrain, MemoryTreeGrain>();
    }
}
