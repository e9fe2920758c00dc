using System.Collections.Concurrent;
using Dapper;
using FencyGrid.Compliance.Postgres;
using FencyGrid.Compliance.Store;
using FencyGrid.Grains.AgentTasks;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.MemoryTypes;
using FencyGrid.Grains.Organizations;
using FencyGrid.Grains.Trees.Rows;
using FencyGrid.Grains.Webhooks;
using FencyGrid.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FencyGrid.Storage.Tests.Postgres;

/// <summary>The PostgreSQL store, composed as the server composes it, on a database of the test class, emptied for each test.</summary>
internal sealed class PostgresUnderTest : IStoreUnderTest
{
    private static readonly ConcurrentDictionary<Type, Lazy<Task<string>>> Databases = new();

    private readonly Action<PostgresStoreOptions> _configure;
    private readonly TimeProvider _time;
    private ServiceProvider _services;

    public PostgresUnderTest(string connectionString, Action<PostgresStoreOptions>? configure = null, TimeProvider? time = null)
    {
        ConnectionString = connectionString;
        _configure = configure ?? (_ => { });
        _time = time ?? TimeProvider.System;
        _services = Compose();
    }

    public string ConnectionString { get; }

    public IStore Store => Get<IStore>();

    public IStoreMaintenance Maintenance => Get<IStoreMaintenance>();

    public IOutbox Outbox => Get<IOutbox>();

    public IEventQueries Events => Get<IEventQueries>();

    public IOrganizationQueries Organizations => Get<IOrganizationQueries>();

    public IMemoryTypeQueries MemoryTypes => Get<IMemoryTypeQueries>();

    public IMemoryQueries Memories => Get<IMemoryQueries>();

    public IAgentTaskQueries AgentTasks => Get<IAgentTaskQueries>();

    public ITreeQueries Trees => Get<ITreeQueries>();

    public IScheduledWorkQueries Scheduled => Get<IScheduledWorkQueries>();

    public IWebhookQueries Webhooks => Get<IWebhookQueries>();

    public static async Task<IStoreUnderTest> OpenAsync<TTests>() => new PostgresUnderTest(await EmptyDatabaseAsync<TTests>());

    /// <summary>The connection string of the class's database, with no rows but the server's own in it.</summary>
    public static async Task<string> EmptyDatabaseAsync<TTests>()
    {
        var connectionString = await Databases.GetOrAdd(typeof(TTests), _ => new(() => PostgresDatabases.CreateAsync())).Value;
        await using var connection = new NpgsqlConnection(connectionString);
        var tables = (await connection.QueryAsync<string>(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('schema_versions', 'settings', 'commit_markers')")).AsList();
        if (tables.Count > 0)
        {
            await connection.ExecuteAsync($"TRUNCATE {string.Join(", ", tables)}");
        }

        return connectionString;
    }

    public async Task ReopenAsync()
    {
        await CloseAsync();
        _services = Compose();
    }

    public async Task CloseAsync() => await _services.DisposeAsync();

    public async ValueTask DisposeAsync() => await CloseAsync();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private ServiceProvider Compose()
    {
        var services = new ServiceCollection()
            .AddSingleton(_time)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddFencyGridPostgres(options =>
            {
                options.ConnectionString = ConnectionString;
                _configure(options);
            })
            .BuildServiceProvider();
        services.GetRequiredService<IStore>();
        return services;
    }
}
