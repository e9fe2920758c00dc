using FencyGrid.Grains.Engine.Events;

namespace FencyGrid.Grains.Engine.Store;

/// <summary>The rows and the outgoing events that a grain wants written together, in the order given.</summary>
public sealed class StoreTransaction
{
    private readonly List<StoreChange> _changes = [];

    public IReadOnlyList<StoreChange> Changes => _changes;

    /// <summary>A row with the same key must not exist.</summary>
    public StoreTransaction Insert(IRow row) => Add(new InsertRow(row));

    /// <summary>Inserts the row or overwrites the one with its key, whatever its version, which becomes one higher.</summary>
    public StoreTransaction Upsert(IRow row) => Add(new UpsertRow(row));

    /// <summary>Overwrites the row if it is still at <paramref name="row"/>'s version, and makes it one higher: keep <c>row with { Version = row.Version + 1 }</c>.</summary>
    public StoreTransaction Update(IVersionedRow row) => Add(new UpdateRow(row));

    /// <summary>Deletes the row if it is still at <paramref name="row"/>'s version.</summary>
    public StoreTransaction Delete(IVersionedRow row) => Add(new DeleteRow(row));

    /// <summary>Deletes the row with that key if there is one.</summary>
    public StoreTransaction Delete(IRow row) => Add(new DeleteRow(row));

    /// <summary>
    /// Logs the event and hands it to those consumers, once this transaction has committed; and to <see cref="Events.EventConsumers.Webhooks"/>,
    /// which need not be named, if an enabled webhook of the organization wants its type.
    /// </summary>
    public StoreTransaction Publish(GridEvent gridEvent, params IReadOnlyList<string> consumers) => Add(new PublishEvent(gridEvent, consumers));

    /// <summary>The consumer is done with the event: it will not be handed over again.</summary>
    public StoreTransaction Acknowledge(string organizationId, string consumer, string eventId) => Add(new AcknowledgeEvent(organizationId, consumer, eventId));

    /// <summary>A change of a feature's own, such as deleting all chunks of a memory. The store knows each such record.</summary>
    public StoreTransaction Add(StoreChange change)
    {
        _changes.Add(change);
        return this;
    }
}

/// <summary>One change of a transaction, as data: features add their own, the store has the SQL for each.</summary>
public abstract record StoreChange;

public sealed record InsertRow(IRow Row) : StoreChange;

public sealed record UpsertRow(IRow Row) : StoreChange;

public sealed record UpdateRow(IVersionedRow Row) : StoreChange;

public sealed record DeleteRow(IRow Row) : StoreChange;

public sealed record PublishEvent(GridEvent Event, IReadOnlyList<string> Consumers) : StoreChange;

public sealed record AcknowledgeEvent(string OrganizationId, string Consumer, string EventId) : StoreChange;
