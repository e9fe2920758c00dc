namespace FencyGrid.Bench.Placement.Strategies;

public sealed class RandomPlacement : IPlacementStrategy
{
    public string Name => "random";

    public Silo Choose(in SimulatedGrain grain, Silo caller, Cluster cluster) => cluster.Silos[cluster.Random.Next(cluster.Silos.Count)];
}
