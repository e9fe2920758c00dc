namespace FencyGrid.Grains.Engine;

/// <summary>The present as rows keep it: whole microseconds, so that what is read back equals what was written.</summary>
public static class Clock
{
    public static DateTimeOffset Now(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
