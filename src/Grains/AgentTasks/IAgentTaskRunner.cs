using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.AgentTasks.Runs;

namespace FencyGrid.Grains.AgentTasks;

/// <summary>Does the work of one type of task.</summary>
public interface IAgentTaskRunner
{
    AgentTaskType TaskType { get; }

    /// <summary>Refuses at creation what cannot be run.</summary>
    /// <exception cref="FencyGrid.Contracts.InvalidRequestException">What is wrong with it.</exception>
    void Check(AgentTaskRequest request)
    {
    }

    /// <exception cref="FencyGrid.Contracts.GridException">The task fails with this message.</exception>
    Task<IReadOnlyList<AgentTaskResultPart>> RunAsync(AgentTaskRun run, CancellationToken cancellationToken);

    /// <summary>The result from those parts that are left.</summary>
    AgentTaskResult Assemble(AgentTaskRequest request, IReadOnlyList<AgentTaskResultPart> parts);
}
