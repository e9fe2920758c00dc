using FencyGrid.Compliance.Engine;
using FencyGrid.Compliance.Postgres;

namespace FencyGrid.Silo.Tests.Engine;

public sealed class ClusterTurnCompliance : TurnCompliance
{
    public override Task Calls_of_one_caller_run_in_the_order_they_were_made() => throw new SkipTestException(
        "Orleans does not promise that calls which a caller makes without awaiting them arrive in that order. Nothing in the product relies on it.");

    protected override Task<IGridFixture> StartAsync(GridSettings settings) => ClusterGridFixture.StartAsync(settings);
}

public sealed class ClusterCycleCompliance : CycleCompliance
{
    public override Task Two_grains_that_call_each_other_at_the_same_time_do_not_wait_for_ever() => throw new SkipTestException(
        "Only on one silo does the engine see that two calls of different chains wait for each other; on two, both end with the response timeout.");

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
    public override Task Calls_that_come_during_a_deactivation_wait_and_land_on_a_fresh_activation() => throw new SkipTestException(
        "A grain that leaves memory also leaves its place in the cluster, and calls that come meanwhile may find it between two places: it can be activated once more than the fact counts.");

    protected override Task<IGridFixture> StartAsync(GridSettings settings) => ClusterGridFixture.StartAsync(settings);
}

public sealed class ClusterStreamCompliance : StreamCompliance
{
    public override Task A_grain_with_a_live_stream_is_not_collected_until_the_stream_ends() => throw new SkipTestException(
        "A client that ends its stream does not wait until the silo knows: the collection that the fact expects next may come before.");

    public override Task A_live_stream_is_cut_off_with_a_retryable_error_when_the_grid_stops() => throw new SkipTestException(
        "When all silos stop at once, none may be left to bring the stream's end to the client, which then learns of it by the response timeout. See KNOWN-ISSUES.md.");

    protected override Task<IGridFixture> StartAsync(GridSettings settings) => ClusterGridFixture.StartAsync(settings);
}

public sealed class ClusterShutdownCompliance : ShutdownCompliance
{
    public override Task Stopping_finishes_accepted_turns_with_the_calls_they_make_refuses_new_ones_and_deactivates_all() => throw new SkipTestException(
        "A cluster does not refuse calls while one of its silos stops: the others take them. See SiloShutdownTests.");

    protected override Task<IGridFixture> StartAsync(GridSettings settings) => ClusterGridFixture.StartAsync(settings);
}
