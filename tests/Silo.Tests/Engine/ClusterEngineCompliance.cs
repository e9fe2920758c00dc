using FencyGrid.Compliance.Engine;

namespace FencyGrid.Silo.Tests.Engine;

public sealed class ClusterTurnCompliance : TurnCompliance
{
    protected override Task<IGridFixture> StartAsync(GridSettings settings) => ClusterGridFixture.StartAsync(settings);
}

public sealed class ClusterCycleCompliance : CycleCompliance
{
    protected override Task<IGridFixture> StartAsync(GridSettings settings) => ClusterGridFixture.StartAsync(settings);
}

public sealed class ClusterConflictCompliance : ConflictCompliance
{
    protected override Task<IGridFixture> StartAsync(GridSettings settings) => ClusterGridFixture.StartAsync(settings);
}

public sealed class ClusterFailureCompliance : FailureCompliance
{
    protected override Task<IGridFixture> StartAsync(GridSettings settings) => ClusterGridFixture.StartAsync(settings);
}

public sealed class ClusterCancellationCompliance : CancellationCompliance
{
    protected override Task<IGridFixture> StartAsync(GridSettings settings) => ClusterGridFixture.StartAsync(settings);
}

public sealed class ClusterCollectionCompliance : CollectionCompliance
{
    protected override Task<IGridFixture> StartAsync(GridSettings settings) => ClusterGridFixture.StartAsync(settings);
}

public sealed class ClusterStreamCompliance : StreamCompliance
{
    protected override Task<IGridFixture> StartAsync(GridSettings settings) => ClusterGridFixture.StartAsync(settings);
}

public sealed class ClusterShutdownCompliance : ShutdownCompliance
{
    protected override Task<IGridFixture> StartAsync(GridSettings settings) => ClusterGridFixture.StartAsync(settings);
}
