using FencyGrid.Contracts.AgentTasks;

namespace FencyGrid.Grains.AgentTasks;

/// <summary>Does the work of one type of task.</summary>
public interface IAgentTaskRunner
{
    AgentTaskType TaskType { get; }

    /// <exception cref="FencyGrid.Contracts.GridException">The task fails with this message.</exception>
    Task<IReadOnlyList<AgentTaskResultPart>> RunAsync(string organizationId, AgentTaskRequest request, CancellationToken cancellationToken);

    /// <summary>The result from those parts that are left.</summary>
    AgentTaskResult Assemble(AgentTaskRequest request, IReadOnlyList<AgentTaskResultPart> parts);
}

/// <summary>A part of a result as it is stored.</summary>
/// <param name="MemoryId">The memory it was taken from: the part goes when that memory is deleted. Null: it goes when any memory of the result is.</param>
/// <param name="Json">What the part holds; only its runner reads it.</param>
public sealed record AgentTaskResultPart(string? MemoryId, string Json);
