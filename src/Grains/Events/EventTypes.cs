using FencyGrid.Grains.AgentTasks;
using FencyGrid.Grains.Memories;

namespace FencyGrid.Grains.Events;

/// <summary>The types of events that are listed and delivered.</summary>
public static class EventTypes
{
    /// <summary>Sent by a webhook's test only; never in the log of events.</summary>
    public const string WebhookTest = "webhook.test";

    public static readonly IReadOnlyList<string> All =
        [MemoryEvents.CreatedType, MemoryEvents.UpdatedType, MemoryEvents.DeletedType, AgentTaskEvents.CreatedType, AgentTaskEvents.UpdatedType];
}
