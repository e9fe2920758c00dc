using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Webhooks;

namespace FencyGrid.Storage.Events;

/// <summary>Logs the event, and puts one row into the outbox for each consumer, and for the fan-out to webhooks if one wants it.</summary>
internal sealed class PublishEventHandler : ChangeHandler<PublishEvent>
{
    private static readonly WriteStatement InsertEntry = new(
        "INSERT INTO outbox (organization_id, event_id, consumer) VALUES (@organization_id, @event_id, @consumer)",
        "organization_id", "event_id", "consumer");

    // Within the commit, so that no webhook misses an event that was committed after it was registered, and an organization
    // without webhooks pays for one look into an index, not for an entry and its acknowledgement.
    private static readonly WriteStatement InsertIfWanted = new(
        $"""
        INSERT INTO outbox (organization_id, event_id, consumer)
        SELECT @organization_id, @event_id, @consumer WHERE EXISTS (
            SELECT 1 FROM webhooks WHERE organization_id = @organization_id AND {WantedEvents.Condition("@type", "@enabled")})
        """,
        "organization_id", "event_id", "consumer", "type", "enabled");

    protected override async ValueTask WriteAsync(PublishEvent change, WriteSession session)
    {
        await session.SendAsync(Tables.Events.Insert, Tables.Events, EventRow.Of(change.Event));
        foreach (var consumer in change.Consumers)
        {
            await session.SendAsync(InsertEntry, change.Event.OrganizationId, change.Event.Id, consumer);
            session.Published = true;
        }

        // Whether it was wanted is not waited for: the relay may look once for nothing.
        await session.SendAsync(InsertIfWanted, change.Event.OrganizationId, change.Event.Id, EventConsumers.Webhooks, change.Event.Type, true);
        session.Published = true;
    }
}
