using FencyGrid.Contracts;
using FencyGrid.Grains.Events.Retention;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Reads;

namespace FencyGrid.Storage.Events;

/// <summary>Each query takes one look into an index per organization or webhook.</summary>
internal sealed class RetentionQueries(StoreReader reader) : IRetentionQueries
{
    private const string OldEventsSql =
        """
        SELECT p.organization_id FROM organizations p WHERE EXISTS (
            SELECT 1 FROM events e WHERE e.organization_id = p.organization_id AND e.created_at < @before
              AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.organization_id = e.organization_id AND o.event_id = e.id))
        """;

    private const string OldDeliveriesSql =
        """
        SELECT w.organization_id, w.id FROM webhooks w WHERE (
            SELECT d.created_at FROM webhook_deliveries d
            WHERE d.organization_id = w.organization_id AND d.webhook_id = w.id ORDER BY d.position LIMIT 1) < @before
        """;

    private const string ExpiredResponsesSql =
        """
        SELECT p.organization_id FROM organizations p WHERE EXISTS (
            SELECT 1 FROM idempotency_keys k WHERE k.organization_id = p.organization_id AND k.expires_at <= @now)
        """;

    private readonly StoreReader _all = reader.Across("organizations", "events", "outbox", "webhooks", "webhook_deliveries", "idempotency_keys");

    public Task<IReadOnlyList<string>> ListWithOldEventsAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        _all.ListAsync(OldEventsSql, new { before = Timestamp.Write(before) }, row => row.GetString(0), cancellationToken);

    public Task<IReadOnlyList<GrainKey>> ListWithOldDeliveriesAsync(DateTimeOffset before, CancellationToken cancellationToken) => _all.ListAsync(
        OldDeliveriesSql, new { before = Timestamp.Write(before) }, row => GrainKey.Of(row.GetString(0), row.GetString(1)), cancellationToken);

    public Task<IReadOnlyList<string>> ListWithExpiredResponsesAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        _all.ListAsync(ExpiredResponsesSql, new { now = Timestamp.Write(now) }, row => row.GetString(0), cancellationToken);
}
