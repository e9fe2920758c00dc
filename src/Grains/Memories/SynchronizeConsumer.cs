using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Grains.Engine.Events;

namespace FencyGrid.Grains.Memories;

/// <summary>Has each memory chunk and index the text that an event announced.</summary>
public sealed class SynchronizeConsumer(IGrid grid) : IEventConsumer
{
    public string Name => EventConsumers.Synchronize;

    public Task ConsumeAsync(GridEvent gridEvent, int attempt, CancellationToken cancellationToken) =>
        grid.Get<IMemoryGrain>(GrainKey.Of(gridEvent.OrganizationId, gridEvent.Subject)).SynchronizeAsync(cancellationToken);
}
