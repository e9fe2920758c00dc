namespace FencyGrid.Bench.Placement;

/// <summary>How evenly something is spread over silos; each figure is a multiple of the mean, 1 is even.</summary>
public sealed record Balance(double Max, double P99, double Min)
{
    public static Balance Of(IEnumerable<double> loads)
    {
        var sorted = loads.Order().ToArray();
        var mean = sorted.Average();
        return new Balance(sorted[^1] / mean, sorted[(int)Math.Ceiling(sorted.Length * 0.99) - 1] / mean, sorted[0] / mean);
    }
}
