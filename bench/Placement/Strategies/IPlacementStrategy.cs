namespace FencyGrid.Bench.Placement.Strategies;

public interface IPlacementStrategy
{
    string Name { get; }

    /// <summary>Where a grain is to be activated.</summary>
    /// <param name="caller">The silo where the call came in, which decides.</param>
    Silo Choose(in SimulatedGrain grain, Silo caller, Cluster cluster);

    /// <summary>All silos have heard of each other's load.</summary>
    void StatisticsPublished(Cluster cluster)
    {
    }
}
