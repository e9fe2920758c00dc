namespace FencyGrid.Bench.Placement.Strategies;

/// <summary>The key's hash, modulo the number of silos.</summary>
public sealed class HashPlacement : IPlacementStrategy
{
    public string Name => "hash";

    public Silo Choose(in SimulatedGrain grain, Silo caller, Cluster cluster) => cluster.Silos[(int)(grain.Key % (ulong)cluster.Silos.Count)];
}
