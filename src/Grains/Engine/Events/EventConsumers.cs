namespace FencyGrid.Grains.Engine.Events;

/// <summary>The names of the streams' consumers.</summary>
public static class EventConsumers
{
    /// <summary>Chunks, embeds and indexes the text that a memory was given.</summary>
    public const string Synchronize = "synchronize";

    /// <summary>Fetches and converts what a memory's text is made from.</summary>
    public const string Contents = "contents";

    /// <summary>Runs tasks that were left in progress.</summary>
    public const string AgentTasks = "agent-tasks";

    /// <summary>Fans events out to the organization's webhooks.</summary>
    public const string Webhooks = "webhooks";

    /// <summary>Merges, links and summarizes what a tree was given.</summary>
    public const string Consolidate = "consolidate";
}
