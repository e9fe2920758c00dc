using FencyGrid.Grains.AgentTasks;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.MemoryTypes;
using FencyGrid.Grains.Organizations;
using FencyGrid.Grains.Trees.Rows;
using FencyGrid.Grains.Webhooks;

namespace FencyGrid.Compliance.Store;

/// <summary>A store on an empty database of its own, with every port that it stands behind.</summary>
public interface IStoreUnderTest : IAsyncDisposable
{
    IStore Store { get; }

    IStoreMaintenance Maintenance { get; }

    IOutbox Outbox { get; }

    IEventQueries Events { get; }

    IOrganizationQueries Organizations { get; }

    IMemoryTypeQueries MemoryTypes { get; }

    IMemoryQueries Memories { get; }

    IAgentTaskQueries AgentTasks { get; }

    ITreeQueries Trees { get; }

    IScheduledWorkQueries Scheduled { get; }

    IWebhookQueries Webhooks { get; }

    /// <summary>Closes the store and opens it again on the same database.</summary>
    Task ReopenAsync();
}
