namespace FencyGrid.Bench.Placement.Strategies;

/// <summary>Highest random weight (Thaler and Ravishankar, 1998): a silo that leaves or joins changes the answer for its own share alone.</summary>
public sealed class RendezvousPlacement : IPlacementStrategy
{
    public string Name => "rendezvous hash";

    public Silo Choose(in SimulatedGrain grain, Silo caller, Cluster cluster) => Highest(grain.Key, cluster.Silos);

    public static Silo Highest(ulong key, IReadOnlyList<Silo> silos)
    {
        var best = silos[0];
        ulong highest = 0;
        for (var i = 0; i < silos.Count; i++)
        {
            var weight = Mixing.Mix(key ^ Mixing.Mix((ulong)silos[i].Number));
            if (weight >= highest)
            {
                (best, highest) = (silos[i], weight);
            }
        }

        return best;
    }
}
