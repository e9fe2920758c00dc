namespace FencyGrid.Bench.Placement;

/// <summary>
/// Grains as unevenly large and busy as use makes them. Sizes and calls of trees are lognormal, sizes of memory types follow Pareto's law,
/// the same for the same seed.
/// </summary>
public static class Population
{
    /// <summary>The default of <c>FencyGrid:Search:ChunksPerShard</c>.</summary>
    public const int ChunksPerShard = 32_768;

    private const double BytesPerEntry = 3 * 1024;
    private const double MedianFacts = 30;
    private const double Spread = 1.5;
    private const int SmallestType = 1_000;
    private const int LargestType = 20_000_000;

    /// <summary>Trees of 30 facts in the median and 92 on the average.</summary>
    public static SimulatedGrain[] Trees(int count, int seed)
    {
        var random = new Random(seed);
        var trees = new SimulatedGrain[count];
        for (var i = 0; i < count; i++)
        {
            var key = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            trees[i] = new SimulatedGrain(key, key, 0, BytesPerEntry * MedianFacts * Lognormal(random), Lognormal(random));
        }

        return trees;
    }

    /// <summary>The shards of memory types of a thousand to 20 million chunks; every search asks all shards of its type.</summary>
    public static SimulatedGrain[] Shards(int types, int seed)
    {
        var random = new Random(seed);
        var shards = new List<SimulatedGrain>();
        for (var i = 0; i < types; i++)
        {
            var group = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            var chunks = Math.Min(LargestType, SmallestType / (1 - random.NextDouble()));
            var calls = Lognormal(random);
            for (var part = 0; part * (double)ChunksPerShard < chunks; part++)
            {
                var held = Math.Min(ChunksPerShard, chunks - (part * (double)ChunksPerShard));
                shards.Add(new SimulatedGrain(Mixing.Mix(group + (ulong)part), group, part, BytesPerEntry * held, calls));
            }
        }

        return [.. shards];
    }

    private static double Lognormal(Random random) =>
        Math.Exp(Spread * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
