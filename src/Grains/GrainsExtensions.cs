using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Contracts.Organizations;
using FencyGrid.Contracts.Search;
using FencyGrid.Contracts.Sessions;
using FencyGrid.Contracts.Streams;
using FencyGrid.Grains.AgentTasks;
using FencyGrid.Grains.AgentTasks.Answers;
using FencyGrid.Grains.AgentTasks.Completions;
using FencyGrid.Grains.AgentTasks.Runs;
using FencyGrid.Grains.AgentTasks.Searching;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.Memories.Content;
using FencyGrid.Grains.Memories.Uploads;
using FencyGrid.Grains.MemoryTypes;
using FencyGrid.Grains.Organizations;
using FencyGrid.Grains.Search;
using FencyGrid.Grains.Sessions;
using FencyGrid.Grains.Streams;
using FencyGrid.Grains.Trees;
using FencyGrid.Grains.Webhooks;
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
        services.TryAddSingleton<AgentTaskOptions>();
        services.TryAddSingleton<ClientSessionOptions>();
        services.TryAddSingleton<StreamOptions>();
        return services
            .AddGrain<IMemoryGrain, MemoryGrain>()
            .AddGrain<IMemoryTypeGrain, MemoryTypeGrain>()
            .AddGrain<ISearchShardGrain, SearchShardGrain>()
            .AddGrain<IAgentTaskGrain, AgentTaskGrain>()
            .AddGrain<IOrganizationGrain, OrganizationGrain>()
            .AddGrain<ISessionGrain, SessionGrain>()
            .AddGrain<IStreamGrain, StreamGrain>()
            .AddSingleton<MemorySearch>()
            .AddSingleton<AgentTaskViews>()
            .AddSingleton<AgentTaskRuns>()
            .AddSingleton<ClientTokens>()
            .AddSingleton<OpenedMemoryTypes>()
            .AddSingleton<MemoryLibrary>()
            .AddSingleton<IAgentTaskRunner, MemorySearchRunner>()
            .AddSingleton<IAgentTaskRunner, MemoryChatRunner>()
            .AddSingleton<IAgentTaskRunner, ExploreMemoriesRunner>()
            .AddSingleton<IAgentTaskRunner, StreamingCompletionRunner>()
            .AddSingleton<IAgentTaskRunner, StructuredCompletionRunner>()
            .AddSingleton<ContentChunker>()
            .AddSingleton<ContentReader>()
            .AddSingleton<IScheduledWorker, UploadWorker>()
            .AddSingleton<IScheduledWorker, ShardEmbeddingWorker>()
            .AddSingleton<IEventConsumer, SynchronizeConsumer>()
            .AddSingleton<IEventConsumer, ContentConsumer>()
            .AddSingleton<IEventConsumer, AgentTaskConsumer>()
            .AddEmbeddings()
            .AddMemoryTrees()
            .AddWebhooks();
    }
}
