using FencyGrid.Grains.Engine.Events;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Reads;

namespace FencyGrid.Storage.Events;

internal sealed class Outbox(StoreReader reader, PublishSignal signal) : IOutbox
{
    private static readonly string ReadSql =
        $"""
        SELECT o.position, {Tables.Events.SelectAs("e")} FROM outbox o
        JOIN events e ON e.organization_id = o.organization_id AND e.id = o.event_id
        WHERE o.consumer = @consumer AND o.position > @afterPosition AND o.position <= @upTo ORDER BY o.position LIMIT @limit
        """;

    // PostgreSQL's: only there does an outbox have several relays. The bits taken keep the number from being negative.
    private static readonly string ReadPartSql =
        $"""
        SELECT o.position, {Tables.Events.SelectAs("e")} FROM outbox o
        JOIN events e ON e.organization_id = o.organization_id AND e.id = o.event_id
        WHERE o.consumer = @consumer AND o.position > @afterPosition AND o.position <= @upTo
          AND (hashtext(e.organization_id || '/' || e.subject) & 2147483647) % @parts = @part
        ORDER BY o.position LIMIT @limit
        """;

    private readonly StoreReader _reader = reader.Across("outbox", "events");

    public Task<IReadOnlyList<OutboxEntry>> ReadAsync(string consumer, long afterPosition, int limit, CancellationToken cancellationToken) =>
        ReadAsync(consumer, afterPosition, long.MaxValue, limit, cancellationToken);

    /// <param name="upTo">The last position to read.</param>
    public Task<IReadOnlyList<OutboxEntry>> ReadAsync(string consumer, long afterPosition, long upTo, int limit, CancellationToken cancellationToken) => _reader.ListAsync(
        ReadSql,
        new { consumer, afterPosition, upTo, limit },
        row => new OutboxEntry(row.GetInt64(0), Tables.Events.ReadAt(row, 1).ToEvent()),
        cancellationToken);

    public Task<IReadOnlyList<OutboxEntry>> ReadAsync(
        string consumer, int part, int parts, long afterPosition, long upTo, int limit, CancellationToken cancellationToken) => _reader.ListAsync(
        ReadPartSql,
        new { consumer, part, parts, afterPosition, upTo, limit },
        row => new OutboxEntry(row.GetInt64(0), Tables.Events.ReadAt(row, 1).ToEvent()),
        cancellationToken);

    public Task WaitForPublishedAsync(TimeSpan timeout, CancellationToken cancellationToken) => signal.WaitAsync(timeout, cancellationToken);
}
