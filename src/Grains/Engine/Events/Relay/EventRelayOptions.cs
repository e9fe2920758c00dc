namespace FencyGrid.Grains.Engine.Events.Relay;

/// <summary>Limits of the relay, each per consumer.</summary>
public sealed class EventRelayOptions
{
    /// <summary>How many subjects are consumed at the same time.</summary>
    public int Concurrency { get; set; } = 2 * Environment.ProcessorCount;

    /// <summary>How many events are in memory at most; the others wait in the outbox.</summary>
    public int BufferedEvents { get; set; } = 4_096;

    /// <summary>How many of those may be of one subject, so that a subject that fails leaves room for the others.</summary>
    public int BufferedEventsPerSubject { get; set; } = 64;

    /// <summary>How many events are read, and how many acknowledged, at once.</summary>
    public int BatchSize { get; set; } = 256;

    /// <summary>The pause before the second attempt; each further one is twice as long, half of it at random.</summary>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan LongestRetryDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How often the outbox is read from its beginning although no publication was announced: finds events that another process
    /// published, or whose commit overtook another one's.
    /// </summary>
    public TimeSpan RescanInterval { get; set; } = TimeSpan.FromSeconds(10);
}
