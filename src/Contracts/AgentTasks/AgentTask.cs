namespace FencyGrid.Contracts.AgentTasks;

public enum AgentTaskType
{
    MemorySearch,
    MemoryChat,
    ExploreMemories,
    StreamingChatCompletion,
    StructuredChatCompletion,
}

public enum AgentTaskStatus
{
    InProgress,
    Succeeded,
    Failed,
}

/// <summary>A task as its readers see it.</summary>
/// <param name="Result">Set when <see cref="AgentTaskStatus.Succeeded"/>; which kind depends on the type.</param>
/// <param name="FailureReason">Set when <see cref="AgentTaskStatus.Failed"/>.</param>
/// <param name="Metadata">A JSON object as text.</param>
public sealed record AgentTask(
    string Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    AgentTaskType TaskType,
    AgentTaskStatus Status,
    DateTimeOffset? CompletedAt,
    AgentTaskResult? Result,
    string? FailureReason,
    string Metadata);
