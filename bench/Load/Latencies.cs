namespace FencyGrid.Bench.Load;

/// <summary>Times of single operations in milliseconds, sorted.</summary>
public sealed class Latencies
{
    private readonly double[] _sorted;

    public Latencies(IEnumerable<double> milliseconds) => _sorted = [.. milliseconds.Order()];

    public int Count => _sorted.Length;

    public double P50 => At(0.50);

    public double P95 => At(0.95);

    public double P99 => At(0.99);

    private double At(double share) => _sorted.Length == 0 ? double.NaN : _sorted[Math.Min(_sorted.Length - 1, (int)(_sorted.Length * share))];
}

/// <param name="PerSecond">Finished operations per second.</param>
public sealed record LoadResult(double PerSecond, Latencies Latencies);
