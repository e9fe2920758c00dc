using FencyGrid.Grains.Engine.Store;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Mapping;

namespace FencyGrid.Storage.Events;

/// <summary>Logs the event, and puts one row into the outbox for each consumer.</summary>
internal sealed class PublishEventHandler : ChangeHandler<PublishEvent>
{
    private static readonly WriteStatement InsertEntry = new(
        "INSERT INTO outbox (organization_id, event_id, consumer) VALUES (@organization_id, @event_id, @consumer)",
        "organization_id", "event_id", "consumer");

    protected override async ValueTask WriteAsync(PublishEvent change, WriteSession session)
    {
        await session.SendAsync(Tables.Events.Insert, Tables.Events, EventRow.Of(change.Event));
        foreach (var consumer in change.Consumers)
        {
            await session.SendAsync(InsertEntry, change.Event.OrganizationId, change.Event.Id, consumer);
            session.Published = true;
        }
    }
}
