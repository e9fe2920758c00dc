namespace FencyGrid.Bench.Placement.Strategies;

/// <summary>
/// Orleans' default: of as many silos as the root of their number, the one whose processor, memory and activations are least used by the last
/// publication, weighted as its options do by default; the deciding silo itself if it is within the margin. All silos have the same
/// memory; at its even share of the whole load a silo uses half of its processor and of its memory.
/// </summary>
public sealed class ResourceOptimizedPlacement : IPlacementStrategy
{
    private const double CpuWeight = 0.40;
    private const double MemoryWeight = 0.20;
    private const double AvailableMemoryWeight = 0.20;
    private const double ActivationWeight = 0.15;
    private const double LocalMargin = 0.05;

    private int _maxActivations;

    public string Name => "resource optimized";

    public Silo Choose(in SimulatedGrain grain, Silo caller, Cluster cluster)
    {
        if (_maxActivations == 0)
        {
            return cluster.Silos[cluster.Random.Next(cluster.Silos.Count)];
        }

        var best = caller;
        var lowest = double.MaxValue;
        for (var i = (int)Math.Ceiling(Math.Sqrt(cluster.Silos.Count)); i > 0; i--)
        {
            var candidate = cluster.Silos[cluster.Random.Next(cluster.Silos.Count)];
            if (Score(candidate, cluster) is var score && score < lowest)
            {
                (best, lowest) = (candidate, score);
            }
        }

        return Score(caller, cluster) - LocalMargin > lowest ? best : caller;
    }

    public void StatisticsPublished(Cluster cluster) => _maxActivations = cluster.Silos.Max(silo => silo.PublishedActivations);

    private double Score(Silo silo, Cluster cluster)
    {
        var memory = Math.Min(1, silo.PublishedBytes / cluster.EvenBytes / 2);
        return (CpuWeight * Math.Min(1, silo.PublishedCalls / cluster.EvenCalls / 2)) + ((MemoryWeight + AvailableMemoryWeight) * memory)
            + (ActivationWeight * silo.PublishedActivations / _maxActivations);
    }
}
