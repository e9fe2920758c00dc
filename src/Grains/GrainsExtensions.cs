using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Contracts.Organizations;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.AgentTasks;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.Memories.Content;
using FencyGrid.Grains.Memories.Uploads;
using FencyGrid.Grains.MemoryTypes;
using FencyGrid.Grains.Organizations;
using FencyGrid.Grains.Search;
using FencyGrid.Grains.Trees;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FencyGrid.Grains;

public static class GrainsExtensions
{
    /// <summary>All grains, what they need beside the engine and the store, and the consumers of their events.</summary>
    public static IServiceCollection AddFencyGridGrains(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SearchOptions>();
        services.TryAddSingleton<ScheduledWorkRunner>();
        return services
            .AddMemoryTrees()
            .AddGrain<IMemoryGrain, MemoryGrain>()
            .AddGrain<IMemoryTypeGrain, MemoryTypeGrain>()
            .AddGrain<ISearchShardGrain, SearchShardGrain>()
            .AddGrain<IAgentTaskGrain, AgentTaskGrain>()
            .AddGrain<IOrganizationGrain, OrganizationGrain>()
            .AddSingleton<MemorySearch>()
            .AddSingleton<AgentTaskViews>()
            .AddSingleton<IAgentTaskRunner, MemorySearchRunner>()
            .AddSingleton<ContentChunker>()
            .AddSingleton<ContentReader>()
            .AddSingleton<IScheduledWorker, UploadWorker>()
            .AddSingleton<IEventConsumer, SynchronizeConsumer>()
            .AddSingleton<IEventConsumer, ContentConsumer>()
            .AddSingleton<IEventConsumer, AgentTaskConsumer>()
            .AddMemoryTrees();
    }
}
