using FencyGrid.Grains.AgentTasks;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.MemoryTypes;
using FencyGrid.Grains.Organizations;
using FencyGrid.Grains.Trees.Rows;
using FencyGrid.Grains.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Compliance.Store;

/// <summary>A store on an empty database of its own, composed as the server composes it, with every port that it stands behind.</summary>
public abstract class StoreUnderTest : IAsyncDisposable
{
    private ServiceProvider? _services;

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

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public async Task CloseAsync() => await _services!.DisposeAsync();

    /// <summary>Closes the store and opens it again on the same database.</summary>
    public async Task ReopenAsync()
    {
        await CloseAsync();
        Open();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>To be called at the end of the constructor.</summary>
    protected void Open() => _services = Compose();

    protected abstract ServiceProvider Compose();
}
