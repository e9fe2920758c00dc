using System.Text.Json.Serialization;
using FencyGrid.Contracts.Search;

namespace FencyGrid.Contracts.AgentTasks;

/// <summary>What a task is asked to do.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MemorySearchTask), "memorySearch")]
public abstract record AgentTaskRequest
{
    [JsonIgnore]
    public abstract AgentTaskType TaskType { get; }
}

public sealed record MemorySearchTask(MemorySearchRequest Search) : AgentTaskRequest
{
    public override AgentTaskType TaskType => AgentTaskType.MemorySearch;
}

/// <param name="Metadata">A JSON object as text; null for none.</param>
public sealed record NewAgentTask(AgentTaskRequest Request, string? Metadata);
