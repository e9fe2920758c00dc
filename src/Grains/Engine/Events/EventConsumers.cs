namespace FencyGrid.Grains.Engine.Events;

/// <summary>The names of the streams' consumers.</summary>
public static class EventConsumers
{
    /// <summary>Fetches, converts, chunks, embeds and indexes what a memory was given.</summary>
    public const string Synchronize = "synchronize";

    /// <summary>Runs tasks that were left in progress.</summary>
    public const string AgentTasks = "agent-tasks";

    /// <summary>Fans events out to the organization's webhooks.</summary>
    public const string Webhooks = "webhooks";

    /// <summary>Merges, links and summarizes what a tree was given.</summary>
    public const string Consolidate = "consolidate";
}
