using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.Engine;

namespace FencyGrid.Grains.AgentTasks;

/// <summary>Stored tasks as their readers see them, by the runner of each task's type.</summary>
public sealed class AgentTaskViews(IEnumerable<IAgentTaskRunner> runners)
{
    private readonly Dictionary<AgentTaskType, IAgentTaskRunner> _runners = runners.ToDictionary(runner => runner.TaskType);

    public IAgentTaskRunner RunnerOf(AgentTaskType type) => _runners[type];

    public AgentTask View(StoredAgentTask task)
    {
        var row = task.Row;
        var result = row.Status == AgentTaskStatus.Succeeded
            ? RunnerOf(row.TaskType).Assemble(GridJson.Read<AgentTaskRequest>(row.Request), PartsOf(task))
            : null;
        return new AgentTask(
            row.Id, row.CreatedAt, row.UpdatedAt, row.TaskType, row.Status, row.CompletedAt, result, row.FailureReason, row.Metadata);
    }

    /// <summary>The last thing that a task's stream is told of it.</summary>
    public AgentTaskProgress End(AgentTaskRow row, AgentTaskOutcome outcome) => outcome.FailureReason is { } reason
        ? new ErrorProgress(reason)
        : new CompletedProgress(RunnerOf(row.TaskType).Assemble(GridJson.Read<AgentTaskRequest>(row.Request), outcome.Parts));

    public static IReadOnlyList<AgentTaskResultPart> PartsOf(StoredAgentTask task) =>
        [.. task.Results.Select(part => new AgentTaskResultPart(part.MemoryId, part.Part))];
}
