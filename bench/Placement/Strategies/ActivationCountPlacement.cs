namespace FencyGrid.Bench.Placement.Strategies;

/// <summary>
/// The one of two silos taken by chance that has fewer activations (Mitzenmacher, The Power of Two Choices, 2001), by what the deciding silo knows:
/// the last publication, plus, for each grain it placed there since, as many as there are silos, since the others do the same.
/// </summary>
public sealed class ActivationCountPlacement : IPlacementStrategy
{
    private readonly Dictionary<(int Caller, int Silo), int> _placed = [];

    public string Name => "activation count, of two";

    public Silo Choose(in SimulatedGrain grain, Silo caller, Cluster cluster)
    {
        var first = cluster.Random.Next(cluster.Silos.Count);
        var second = cluster.Random.Next(cluster.Silos.Count - 1);
        var (one, other) = (cluster.Silos[first], cluster.Silos[second >= first ? second + 1 : second]);
        var chosen = Known(caller, one) <= Known(caller, other) ? one : other;
        _placed[(caller.Number, chosen.Number)] = _placed.GetValueOrDefault((caller.Number, chosen.Number)) + cluster.Silos.Count;
        return chosen;
    }

    public void StatisticsPublished(Cluster cluster) => _placed.Clear();

    private int Known(Silo caller, Silo silo) => silo.PublishedActivations + _placed.GetValueOrDefault((caller.Number, silo.Number));
}
