namespace FencyGrid.Grains.Engine.Events.Relay;

/// <summary>The events of one subject that wait for one consumer, oldest first. Guarded by its <see cref="EventBuffer"/>.</summary>
internal sealed class SubjectLane
{
    public Queue<OutboxEntry> Entries { get; } = new();

    /// <summary>Which attempt at the oldest event comes next, 1 for the first.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>The newest event that the lane has taken up.</summary>
    public long LastPosition { get; set; }

    /// <summary>Whether events after <see cref="LastPosition"/> were left in the outbox.</summary>
    public bool HasLeft { get; set; }
}
