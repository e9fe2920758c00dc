using FencyGrid.Grains.Engine.Store;
using FencyGrid.Storage.Commits;

namespace FencyGrid.Storage.Events;

/// <summary>Takes the consumer's row out of the outbox; acknowledging twice changes nothing.</summary>
internal sealed class AcknowledgeEventHandler : ChangeHandler<AcknowledgeEvent>
{
    private static readonly WriteStatement DeleteEntry = new(
        "DELETE FROM outbox WHERE organization_id = @organization_id AND event_id = @event_id AND consumer = @consumer",
        "organization_id", "event_id", "consumer");

    protected override async ValueTask WriteAsync(AcknowledgeEvent change, WriteSession session) =>
        await session.SendAsync(DeleteEntry, change.OrganizationId, change.EventId, change.Consumer);
}
