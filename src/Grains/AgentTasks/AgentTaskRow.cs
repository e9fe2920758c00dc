using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.AgentTasks;

/// <summary>Table <c>agent_tasks</c>, key (organization_id, id).</summary>
/// <param name="Request">What was asked, as JSON of <see cref="AgentTaskRequest"/>.</param>
/// <param name="Metadata">A JSON object as text.</param>
/// <param name="StreamId">The stream that the progress goes to; null for none.</param>
/// <param name="Interruptions">How often the task was found in progress with nobody running it.</param>
public sealed record AgentTaskRow(
    string OrganizationId,
    string Id,
    AgentTaskType TaskType,
    AgentTaskStatus Status,
    string Request,
    string? FailureReason,
    string Metadata,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? CompletedAt,
    string? StreamId,
    int Interruptions,
    long Version) : IVersionedRow;

/// <summary>
/// Table <c>agent_task_results</c>, key (organization_id, task_id, ordinal): the result in parts, each with the memory it was taken from,
/// so that deleting a memory removes its words from every result. A part without a memory (an answer's text) goes when any of its task's memories does.
/// A part refers to its memory: to write one of a memory that was deleted meanwhile is a <see cref="MissingReferenceException"/>.
/// </summary>
/// <param name="Ordinal">0 for the first; results read in this order.</param>
/// <param name="Part">The part as JSON; what it holds depends on the task's type.</param>
public sealed record AgentTaskResultRow(string OrganizationId, string TaskId, int Ordinal, string? MemoryId, string Part) : IRow;

/// <summary>A task with the parts of its result that are left.</summary>
public sealed record StoredAgentTask(AgentTaskRow Row, IReadOnlyList<AgentTaskResultRow> Results);

public interface IAgentTaskQueries
{
    Task<StoredAgentTask?> FindAsync(string organizationId, string taskId, CancellationToken cancellationToken);

    /// <summary>The tasks, created at <paramref name="since"/> or later, whose progress goes to the stream; in the order of their creation.</summary>
    Task<IReadOnlyList<StoredAgentTask>> ListOfStreamAsync(string organizationId, string streamId, DateTimeOffset since, CancellationToken cancellationToken);

    Task<Page<StoredAgentTask>> ListAsync(string organizationId, PageRequest page, CancellationToken cancellationToken);
}
