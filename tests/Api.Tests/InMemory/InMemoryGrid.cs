using System.Collections.Concurrent;
using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Contracts.Organizations;
using FencyGrid.Grains.AgentTasks;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.MemoryTypes;
using FencyGrid.Grains.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.InMemory;

/// <summary>Stands in for engine, grains and store: what the front end needs of them, over dictionaries.</summary>
internal sealed class InMemoryGrid : IGrid
{
    public ConcurrentDictionary<string, Memory> Memories { get; } = new();

    public ConcurrentDictionary<string, MemoryType> Types { get; } = new();

    public ConcurrentDictionary<string, AgentTask> Tasks { get; } = new();

    public ConcurrentDictionary<string, Organization> Organizations { get; } = new();

    public ConcurrentDictionary<string, ApiKeyRow> Keys { get; } = new();

    public static void Register(IServiceCollection services, InMemoryGrid grid)
    {
        services.AddSingleton<IGrid>(grid);
        services.AddSingleton<IMemoryQueries>(new InMemoryMemoryQueries(grid));
        services.AddSingleton<IMemoryTypeQueries>(new InMemoryTypeQueries(grid));
        services.AddSingleton<IAgentTaskQueries>(new InMemoryTaskQueries(grid));
        services.AddSingleton<IOrganizationQueries>(new InMemoryOrganizationQueries(grid));
    }

    public TGrain Get<TGrain>(GrainKey key)
        where TGrain : class, IGridGrain
    {
        object grain = typeof(TGrain).Name switch
        {
            nameof(IMemoryGrain) => new InMemoryMemoryGrain(this, key),
            nameof(IMemoryTypeGrain) => new InMemoryTypeGrain(this, key),
            nameof(IAgentTaskGrain) => new InMemoryTaskGrain(this, key),
            _ => new InMemoryOrganizationGrain(this, key),
        };
        return (TGrain)grain;
    }

    public static IEnumerable<T> OfOrganization<T>(ConcurrentDictionary<string, T> all, string organizationId) =>
        all.Where(entry => entry.Key.StartsWith(organizationId + "/", StringComparison.Ordinal)).Select(entry => entry.Value);
}
