using FencyGrid.Compliance.Engine;

namespace FencyGrid.Embedded.Tests.Engine;

public sealed class EmbeddedTurnCompliance : TurnCompliance
{
    protected override Task<IGridFixture> StartAsync(GridSettings settings) => EmbeddedGridFixture.StartAsync(settings);
}

public sealed class EmbeddedCycleCompliance : CycleCompliance
{
    protected override Task<IGridFixture> StartAsync(GridSettings settings) => EmbeddedGridFixture.StartAsync(settings);
}

public sealed class EmbeddedConflictCompliance : ConflictCompliance
{
    protected override Task<IGridFixture> StartAsync(GridSettings settings) => EmbeddedGridFixture.StartAsync(settings);
}

public sealed class EmbeddedFailureCompliance : FailureCompliance
{
    protected override Task<IGridFixture> StartAsync(GridSettings settings) => EmbeddedGridFixture.StartAsync(settings);
}

public sealed class EmbeddedCancellationCompliance : CancellationCompliance
{
    protected override Task<IGridFixture> StartAsync(GridSettings settings) => EmbeddedGridFixture.StartAsync(settings);
}

public sealed class EmbeddedCollectionCompliance : CollectionCompliance
{
    protected override Task<IGridFixture> StartAsync(GridSettings settings) => EmbeddedGridFixture.StartAsync(settings);
}

public sealed class EmbeddedStreamCompliance : StreamCompliance
{
    protected override Task<IGridFixture> StartAsync(GridSettings settings) => EmbeddedGridFixture.StartAsync(settings);
}

public sealed class EmbeddedShutdownCompliance : ShutdownCompliance
{
    protected override Task<IGridFixture> StartAsync(GridSettings settings) => EmbeddedGridFixture.StartAsync(settings);
}
