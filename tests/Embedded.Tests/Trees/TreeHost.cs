using FencyGrid.Compliance.Time;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Trees;
using FencyGrid.Grains.Trees.Rows;
using FencyGrid.Storage.Sqlite;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FencyGrid.Embedded.Tests.Trees;

/// <summary>Trees on the embedded engine over a database of their own, which can be stopped and started again.</summary>
internal sealed class TreeHost
{
    public const string Organization = "org_test";

    private readonly string _folder = Directory.CreateTempSubdirectory("fencygrid-trees-").FullName;
    private readonly TreeOptions _options;
    private ServiceProvider _services;

    public TreeHost(TreeOptions? options = null)
    {
        _options = options ?? new TreeOptions();
        _services = Start();
    }

    /// <summary>Stands for an embeddings endpoint from the next start on; null for none.</summary>
    public IEmbeddingGenerator<string, Embedding<float>>? Embeddings { get; set; }

    public IVectorQueries Vectors => _services.GetRequiredService<IVectorQueries>();

    public ManualTimeProvider Time { get; } = new();

    public string Folder => _folder;

    public IMemoryTrees Trees => _services.GetRequiredService<IMemoryTrees>();

    public ITreeQueries Queries => _services.GetRequiredService<ITreeQueries>();

    public IScheduledWorkQueries Scheduled => _services.GetRequiredService<IScheduledWorkQueries>();

    public ScheduledWorkRunner Runner => _services.GetRequiredService<ScheduledWorkRunner>();

    public IStoreMaintenance Maintenance => _services.GetRequiredService<IStoreMaintenance>();

    public IMemoryTreeGrain Tree(string user = "ann", string agent = "helper", string instance = "") =>
        Trees.Tree(Organization, TreeAddress.OfUser(agent, instance, user));

    public IMemoryTreeGrain Wisdom(string agent = "helper") => Trees.Tree(Organization, TreeAddress.OfAgent(agent));

    /// <summary>What a restart of the server does: no activation is left, and the rows are all there is.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        _services = Start();
    }

    public async Task CloseAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private ServiceProvider Start()
    {
        var services = new ServiceCollection()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<TimeProvider>(Time)
            .AddFencyGridSqlite(_folder)
            .AddMemoryTrees(_options)
            .AddEmbeddedGrid();
        if (Embeddings is not null)
        {
            services.AddSingleton(Embeddings);
        }

        return services.BuildServiceProvider();
    }

    private async Task StopAsync()
    {
        await _services.GetRequiredService<EmbeddedGrid>().StopAsync(default);
        await _services.DisposeAsync();
    }
}
