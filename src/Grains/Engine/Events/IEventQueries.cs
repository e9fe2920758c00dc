using FencyGrid.Contracts;

namespace FencyGrid.Grains.Engine.Events;

/// <summary>Reads of the event log.</summary>
public interface IEventQueries
{
    Task<GridEvent?> FindAsync(string organizationId, string eventId, CancellationToken cancellationToken);

    Task<Page<GridEvent>> ListAsync(string organizationId, PageRequest page, CancellationToken cancellationToken);
}
