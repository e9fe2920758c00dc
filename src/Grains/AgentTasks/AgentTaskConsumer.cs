using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.Engine.Events;

namespace FencyGrid.Grains.AgentTasks;

/// <summary>Runs tasks that were stored in progress, again after a crash.</summary>
public sealed class AgentTaskConsumer(IGrid grid) : IEventConsumer
{
    public string Name => EventConsumers.AgentTasks;

    public Task ConsumeAsync(GridEvent gridEvent, int attempt, CancellationToken cancellationToken) =>
        grid.Get<IAgentTaskGrain>(GrainKey.Of(gridEvent.OrganizationId, gridEvent.Subject)).RunAsync(cancellationToken);
}
