using FencyGrid.Compliance.Engine.Grains;
using FencyGrid.Contracts;

namespace FencyGrid.Compliance.Engine;

/// <summary>What the suites share. Every test has an organization of its own, so that engines may share a process.</summary>
public abstract class EngineCompliance
{
    /// <summary>How long a test waits for what should happen at once, before it counts as hanging.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _organizationId = Ids.New(Ids.Organization);

    private protected ProbeStore Store => ProbeStore.Of(_organizationId);

    protected abstract Task<IGridFixture> StartAsync(GridSettings settings);

    protected Task<IGridFixture> StartAsync() => StartAsync(new GridSettings());

    protected GrainKey Key(string name) => GrainKey.Of(_organizationId, name);

    protected IProbeGrain Probe(IGridFixture fixture, string name) => fixture.Grid.Get<IProbeGrain>(Key(name));

    protected IRouteGrain Route(IGridFixture fixture, string name) => fixture.Grid.Get<IRouteGrain>(Key(name));
}
