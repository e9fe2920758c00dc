using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.Engine.Events;

namespace FencyGrid.Grains.AgentTasks;

/// <summary>
/// Sees to it that every task in progress is running. It does not wait for a run, which may take minutes: the event stays in the
/// outbox until the transaction with the task's outcome acknowledges it, and until then it comes back, in case the run's process is gone.
/// </summary>
public sealed class AgentTaskConsumer(IGrid grid) : IEventConsumer
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);

    public string Name => EventConsumers.AgentTasks;

    public async Task ConsumeAsync(GridEvent gridEvent, int attempt, CancellationToken cancellationToken)
    {
        var task = grid.Get<IAgentTaskGrain>(GrainKey.Of(gridEvent.OrganizationId, gridEvent.Subject));
        if (!await task.ResumeAsync(gridEvent.Id, cancellationToken))
        {
            throw new EventDeferredException(LookAgainAfter);
        }
    }
}
