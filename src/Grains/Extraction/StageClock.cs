namespace FencyGrid.Grains.Extraction;

/// <summary>Adds up the time of each stage over all sentences.</summary>
internal sealed class StageClock(TimeProvider time)
{
    private readonly Dictionary<string, double> _milliseconds = new(StringComparer.Ordinal);
    private long _since = time.GetTimestamp();

    /// <summary>Books the time since the last call to the stage.</summary>
    public void Book(string stage)
    {
        var now = time.GetTimestamp();
        _milliseconds[stage] = _milliseconds.GetValueOrDefault(stage) + time.GetElapsedTime(_since, now).TotalMilliseconds;
        _since = now;
    }

    public IReadOnlyDictionary<string, double> Timings() =>
        _milliseconds.ToDictionary(m => m.Key, m => Math.Round(m.Value, 3), StringComparer.Ordinal);
}
