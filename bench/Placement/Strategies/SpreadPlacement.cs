namespace FencyGrid.Bench.Placement.Strategies;

/// <summary>The parts of a group on one silo after the other, from one that the group's hash chooses.</summary>
public sealed class SpreadPlacement : IPlacementStrategy
{
    public string Name => "spread";

    public Silo Choose(in SimulatedGrain grain, Silo caller, Cluster cluster) =>
        cluster.Silos[(int)((grain.Group % (ulong)cluster.Silos.Count + (ulong)grain.Part) % (ulong)cluster.Silos.Count)];
}
