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
using FencyGrid.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FencyGrid.Storage.Tests.Sqlite;

/// <summary>The SQLite store in a folder of its own, composed as the server composes it.</summary>
internal sealed class SqliteUnderTest : IStoreUnderTest
{
    private readonly TemporaryFolder _folder = new();
    private readonly Action<SqliteStoreOptions> _configure;
    private ServiceProvider _services;

    public SqliteUnderTest(Action<SqliteStoreOptions>? configure = null)
    {
        _configure = configure ?? (_ => { });
        _services = Compose();
    }

    public string DataDirectory => Path.Combine(_folder.Path, "data");

    public string DatabasePath => Path.Combine(DataDirectory, "fencygrid.db");

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

    public async Task ReopenAsync()
    {
        await CloseAsync();
        _services = Compose();
    }

    public async Task CloseAsync() => await _services.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Dispose();
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private ServiceProvider Compose() => new ServiceCollection()
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddFencyGridSqlite(options =>
        {
            options.DataDirectory = DataDirectory;
            _configure(options);
        })
        .BuildServiceProvider();
}
