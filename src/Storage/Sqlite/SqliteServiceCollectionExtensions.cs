using FencyGrid.Grains.AgentTasks;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Events.Retention;
using FencyGrid.Grains.Idempotency;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.Memories.Uploads;
using FencyGrid.Grains.MemoryTypes;
using FencyGrid.Grains.Organizations;
using FencyGrid.Grains.Sessions;
using FencyGrid.Grains.Streams;
using FencyGrid.Grains.Trees;
using FencyGrid.Grains.Trees.Rows;
using FencyGrid.Grains.Webhooks;
using FencyGrid.Storage.AgentTasks;
using FencyGrid.Storage.Embeddings;
using FencyGrid.Storage.Events;
using FencyGrid.Storage.Idempotency;
using FencyGrid.Storage.Memories;
using FencyGrid.Storage.MemoryTypes;
using FencyGrid.Storage.Organizations;
using FencyGrid.Storage.Reads;
using FencyGrid.Storage.Scheduling;
using FencyGrid.Storage.Sessions;
using FencyGrid.Storage.Trees;
using FencyGrid.Storage.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FencyGrid.Storage.Sqlite;

public static class SqliteServiceCollectionExtensions
{
    /// <summary>Keeps everything in an SQLite file in <paramref name="dataDirectory"/>. The file is opened when the store is first asked for.</summary>
    public static IServiceCollection AddFencyGridSqlite(this IServiceCollection services, string dataDirectory) =>
        services.AddFencyGridSqlite(options => options.DataDirectory = dataDirectory);

    /// <inheritdoc cref="AddFencyGridSqlite(IServiceCollection, string)"/>
    public static IServiceCollection AddFencyGridSqlite(this IServiceCollection services, Action<SqliteStoreOptions> configure)
    {
        services.AddOptions<SqliteStoreOptions>().Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteStoreOptions>, SqliteStoreOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new SqliteStore(
            provider.GetRequiredService<IOptions<SqliteStoreOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SqliteStore>>()));
        services.AddSingleton<IStore>(provider => provider.GetRequiredService<SqliteStore>());
        services.AddSingleton<IStoreMaintenance>(provider => provider.GetRequiredService<SqliteStore>());
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStore>().PageTokens);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStore>().ServerSecret);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStore>().Reader);

        // From a factory that makes no service of the signal: the container would dispose it before the writer, which still sets it.
        services.AddSingleton<IOutbox>(provider => new Outbox(provider.GetRequiredService<StoreReader>(), provider.GetRequiredService<SqliteStore>().Signal));
        return services.AddStoreQueries();
    }

    internal static IServiceCollection AddStoreQueries(this IServiceCollection services) => services
        .AddSingleton<IEventQueries, EventQueries>()
        .AddSingleton<IOrganizationQueries, OrganizationQueries>()
        .AddSingleton<IMemoryTypeQueries, MemoryTypeQueries>()
        .AddSingleton<IMemoryQueries, MemoryQueries>()
        .AddSingleton<IAgentTaskQueries, AgentTaskQueries>()
        .AddSingleton<ITreeQueries, TreeQueries>()
        .AddSingleton<IVectorQueries, VectorQueries>()
        .AddSingleton<ITreePageTokens, TreePageTokens>()
        .AddSingleton<IUploadQueries, UploadQueries>()
        .AddSingleton<IScheduledWorkQueries, ScheduledWorkQueries>()
        .AddSingleton<SessionQueries>()
        .AddSingleton<ISessionQueries>(provider => provider.GetRequiredService<SessionQueries>())
        .AddSingleton<IStreamQueries>(provider => provider.GetRequiredService<SessionQueries>())
        .AddSingleton<IWebhookQueries, WebhookQueries>()
        .AddSingleton<IIdempotencyQueries, IdempotencyQueries>()
        .AddSingleton<IRetentionQueries, RetentionQueries>();
}
