namespace FencyGrid.Contracts.AgentTasks;

/// <summary>One agent task. Key: organization / task id.</summary>
public interface IAgentTaskGrain : IGridGrain
{
    /// <summary>
    /// Starts the task and answers with it. A search without a stream is answered finished when it took under a second; everything else
    /// is answered in progress. What was answered survives a crash: the task is resumed or fails with a reason.
    /// </summary>
    /// <exception cref="InvalidRequestException">An unknown model, a sampling value out of range, a JSON schema that is not one.</exception>
    /// <exception cref="UnauthorizedException">A token is unknown, expired or used.</exception>
    /// <exception cref="ForbiddenException">The client token allows another thing, or another type of task.</exception>
    Task<AgentTask> CreateAsync(NewAgentTask task, CancellationToken cancellationToken);

    [Interleaves]
    Task<AgentTask> GetAsync(CancellationToken cancellationToken);

    /// <summary>Sees to it that a task in progress is running. Doing it twice changes nothing.</summary>
    /// <param name="eventId">The event that announced the task; it is acknowledged together with the outcome.</param>
    /// <returns>Whether the task is finished.</returns>
    Task<bool> ResumeAsync(string eventId, CancellationToken cancellationToken);

    /// <summary>Stores what the task came to, unless it has an outcome already.</summary>
    /// <param name="eventId">The event that announced the task, acknowledged with it.</param>
    /// <returns>False if a memory that the outcome quotes has been deleted meanwhile: nothing was stored, and the task is to be run again.</returns>
    Task<bool> FinishAsync(AgentTaskOutcome outcome, string eventId, CancellationToken cancellationToken);

    /// <summary>A link to one of the task's files, using the client token up.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    Task<AgentTaskFileLink> CreateFileLinkAsync(string fileId, string clientToken, CancellationToken cancellationToken);

    /// <param name="linkToken">Of <see cref="CreateFileLinkAsync"/>.</param>
    [Interleaves]
    Task<AgentTaskFile> GetFileAsync(string fileId, string linkToken, CancellationToken cancellationToken);
}

/// <summary>What running a task came to.</summary>
/// <param name="FailureReason">Why it failed; null when it succeeded.</param>
public sealed record AgentTaskOutcome(IReadOnlyList<AgentTaskResultPart> Parts, string? FailureReason);

/// <summary>A part of a result as it is stored.</summary>
/// <param name="MemoryId">The memory it was taken from: the part goes when that memory is deleted. Null: it goes when any memory of the result is.</param>
/// <param name="Json">What the part holds; only its runner reads it.</param>
public sealed record AgentTaskResultPart(string? MemoryId, string Json);
