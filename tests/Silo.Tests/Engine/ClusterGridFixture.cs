using FencyGrid.Client.Calls;
using FencyGrid.Compliance.Engine;
using FencyGrid.Compliance.Engine.Grains;
using FencyGrid.Compliance.Time;
using FencyGrid.Contracts;
using FencyGrid.Embedded;
using FencyGrid.Silo.Hosting;
using FencyGrid.Silo.Membership;
using FencyGrid.Silo.Tests.Membership;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace FencyGrid.Silo.Tests.Engine;

/// <summary>Two silos and a client of theirs, in this process, with the messages between them serialized as between processes.</summary>
internal sealed class ClusterGridFixture : IGridFixture
{
    private readonly ManualTimeProvider _time = new();
    private readonly InProcessTestCluster _cluster;
    private List<InProcessSiloHandle> _silos = [];
    private volatile bool _isTableSilent;

    private ClusterGridFixture(GridSettings settings)
    {
        // The memory budget is each silo's own: a fact about it needs to know that all its grains share one.
        var builder = new InProcessTestClusterBuilder(settings.MemoryBudgetBytes == long.MaxValue ? (short)2 : (short)1);
        builder.ConfigureSiloHost((_, host) =>
        {
            host.Services.AddComplianceGrains().AddSiloGrid(options =>
            {
                options.MailboxCapacity = settings.MailboxCapacity;
                options.IdleAge = settings.IdleAge;
                options.MemoryBudgetBytes = settings.MemoryBudgetBytes;
            });
            host.Services.AddSingleton(provider => SiloGridExtensions.CreateEngine(provider, _time));
            host.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SiloLease>(provider, LeaseTime, new SilentTable(provider.GetRequiredService<IMembershipTable>(), () => _isTableSilent)));
        });
        builder.ConfigureClientHost(host => host.Services.AddGridMessaging());
        _cluster = builder.Build();
    }

    public IGrid Grid { get; private set; } = null!;

    /// <summary>The clock of the silos' leases.</summary>
    public ManualTimeProvider LeaseTime { get; } = new();

    private IEnumerable<EmbeddedGrid> Engines => _silos.Select(silo => silo.ServiceProvider.GetRequiredService<EmbeddedGrid>());

    public static async Task<IGridFixture> StartAsync(GridSettings settings)
    {
        var fixture = new ClusterGridFixture(settings);
        await fixture._cluster.DeployAsync();
        fixture._silos = [.. fixture._cluster.Silos];
        fixture.Grid = new ClusterGrid(fixture._cluster.Client);
        return fixture;
    }

    public void Advance(TimeSpan span) => _time.Advance(span);

    public Task CollectAsync() => Task.WhenAll(Engines.Select(engine => engine.CollectAsync()));

    public async Task UntilUnderWayAsync(int calls)
    {
        while (Engines.Sum(engine => engine.CallsUnderWay) < calls)
        {
            await Task.Yield();
        }
    }

    /// <summary>From now on no silo is told whether the cluster takes it for alive, and so much time passes.</summary>
    public void LoseTouch(TimeSpan span)
    {
        _isTableSilent = true;
        LeaseTime.Advance(span);
    }

    public Task StopAsync() => _cluster.StopSilosAsync();

    /// <summary>Where a probe lives, as clients reach it.</summary>
    public IGrainHost<IProbeGrain> HostOf(GrainKey key) => _cluster.Client.GetGrain<IGrainHost<IProbeGrain>>(key.Value);

    /// <summary>The grid as a grain of that silo sees it.</summary>
    public IGrid GridOf(int silo) => _silos[silo].ServiceProvider.GetRequiredService<IGrid>();

    public bool IsInMemory(int silo, GrainKey key) =>
        _silos[silo].ServiceProvider.GetRequiredService<EmbeddedGrid>().TypeOf(typeof(IProbeGrain)).FindMailbox(key.Value) is not null;

    /// <summary>The key of a probe that lives in that silo.</summary>
    public async Task<GrainKey> FindKeyInAsync(int silo, IGrid grid)
    {
        for (var i = 0; i < 100; i++)
        {
            var key = GrainKey.Of(Ids.New(Ids.Organization), "a");
            await grid.Get<IProbeGrain>(key).GetAsync(default);
            if (IsInMemory(silo, key))
            {
                return key;
            }
        }

        throw new InvalidOperationException("A hundred grains were placed, and none in that silo.");
    }

    public Task StopAsync(int silo) => _cluster.StopSiloAsync(_silos[silo]);

    public Task KillAsync(int silo) => _cluster.KillSiloAsync(_silos[silo]);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
