namespace FencyGrid.Bench.Placement.Strategies;

public sealed class PreferLocalPlacement : IPlacementStrategy
{
    public string Name => "prefer local";

    public Silo Choose(in SimulatedGrain grain, Silo caller, Cluster cluster) => caller;
}
