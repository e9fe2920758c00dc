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

    // PostgreSQL's, as all that is about parts: only there does an outbox have several relays. The bits taken keep the number from being negative.
    private const string SubjectHash = "hashtext(e.organization_id || '/' || e.subject) & 2147483647";

    private static readonly string ReadPartSql =
        $"""
        SELECT o.position, {Tables.Events.SelectAs("e")} FROM outbox o
        JOIN events e ON e.organization_id = o.organization_id AND e.id = o.event_id
        WHERE o.consumer = @consumer AND o.position > @afterPosition AND o.position <= @upTo
          AND ({SubjectHash}) % @parts = @part
        ORDER BY o.position LIMIT @limit
        """;

    private static readonly string ScanSql =
        $"""
        SELECT o.consumer, {SubjectHash}, o.position, {Tables.Events.SelectAs("e")}
        FROM unnest(@consumers, @afterPositions, @limits) AS asked (consumer, after_position, entries)
        CROSS JOIN LATERAL (
            SELECT s.* FROM outbox s
            WHERE s.consumer = asked.consumer AND s.position > asked.after_position AND s.position <= @upTo
            ORDER BY s.position LIMIT asked.entries) o
        JOIN events e ON e.organization_id = o.organization_id AND e.id = o.event_id
        ORDER BY o.position
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

    /// <param name="upTo">The last position to read.</param>
    public Task<IReadOnlyList<OutboxEntry>> ReadAsync(PartRead read, long upTo, CancellationToken cancellationToken) => _reader.ListAsync(
        ReadPartSql,
        new { consumer = read.Consumer, part = read.Part, parts = read.Parts, afterPosition = read.AfterPosition, upTo, limit = read.Limit },
        row => new OutboxEntry(row.GetInt64(0), Tables.Events.ReadAt(row, 1).ToEvent()),
        cancellationToken);

    /// <summary>The entries of several consumers, in the order of their positions.</summary>
    /// <param name="upTo">The last position to read.</param>
    public Task<IReadOnlyList<ScannedEntry>> ScanAsync(IReadOnlyList<OutboxScan> scans, long upTo, CancellationToken cancellationToken) => _reader.ListAsync(
        ScanSql,
        new
        {
            consumers = scans.Select(scan => scan.Consumer).ToArray(),
            afterPositions = scans.Select(scan => scan.AfterPosition).ToArray(),
            limits = scans.Select(scan => scan.Limit).ToArray(),
            upTo,
        },
        row => new ScannedEntry(row.GetString(0), row.GetInt32(1), new OutboxEntry(row.GetInt64(2), Tables.Events.ReadAt(row, 3).ToEvent())),
        cancellationToken);

    public Task WaitForPublishedAsync(TimeSpan timeout, CancellationToken cancellationToken) => signal.WaitAsync(timeout, cancellationToken);
}
