namespace FencyGrid.Contracts.AgentTasks;

/// <summary>One agent task. Key: organization / task id.</summary>
public interface IAgentTaskGrain : IGridGrain
{
    /// <summary>
    /// Starts the task and answers with it: finished when it took under a second, else in progress.
    /// What was answered survives a crash: the task is resumed or fails with a reason.
    /// </summary>
    Task<AgentTask> CreateAsync(NewAgentTask task, CancellationToken cancellationToken);

    [Interleaves]
    Task<AgentTask> GetAsync(CancellationToken cancellationToken);

    /// <summary>Runs a task that was left in progress. Doing it twice changes nothing.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
