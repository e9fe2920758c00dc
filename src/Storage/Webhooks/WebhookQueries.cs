using Dapper;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Webhooks;
using FencyGrid.Grains.Webhooks;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Paging;
using FencyGrid.Storage.Reads;

namespace FencyGrid.Storage.Webhooks;

internal sealed class WebhookQueries(StoreReader reader, PageTokens tokens) : IWebhookQueries
{
    private static readonly string FindSql = $"SELECT {Tables.Webhooks.Select} FROM webhooks WHERE organization_id = @organizationId AND id = @webhookId";

    private static readonly string FindDeliverySql =
        $"""
        SELECT {Tables.WebhookDeliveries.Select} FROM webhook_deliveries
        WHERE organization_id = @organizationId AND id = @deliveryId AND webhook_id = @webhookId
        """;

    private static readonly string DueSql =
        $"""
        SELECT {Tables.WebhookDeliveries.SelectAs("d")}, CASE WHEN EXISTS (
            SELECT 1 FROM webhook_deliveries n
            WHERE n.organization_id = d.organization_id AND n.webhook_id = d.webhook_id AND n.subject = d.subject AND n.status = 'PENDING' AND n.position <> d.position)
        THEN 1 ELSE 0 END
        FROM webhook_deliveries d
        WHERE d.organization_id = @organizationId AND d.webhook_id = @webhookId AND d.due_at <= @now ORDER BY d.due_at, d.position LIMIT @limit
        """;

    // One look into the index of due deliveries per webhook, however many of them wait.
    private const string WebhooksDueSql =
        """
        SELECT w.organization_id, w.id FROM webhooks w
        WHERE w.enabled = @enabled AND EXISTS (
            SELECT 1 FROM webhook_deliveries d WHERE d.organization_id = w.organization_id AND d.webhook_id = w.id AND d.due_at <= @now)
        """;

    private readonly StoreReader _due = reader.Across("webhooks", "webhook_deliveries");

    private readonly KeysetList<WebhookRow> _list = new(
        reader, tokens, $"SELECT {Tables.Webhooks.Select} FROM webhooks WHERE organization_id = @organization_id", "created_at", "id");

    private readonly KeysetList<DeliveryRow> _deliveries = new(
        reader,
        tokens,
        $"SELECT {Tables.WebhookDeliveries.Select} FROM webhook_deliveries WHERE organization_id = @organization_id AND webhook_id = @webhook_id",
        "position");

    public Task<WebhookRow?> FindAsync(string organizationId, string webhookId, CancellationToken cancellationToken) =>
        reader.FindAsync(FindSql, new { organizationId, webhookId }, Tables.Webhooks.Read, cancellationToken);

    public Task<Page<WebhookRow>> ListAsync(string organizationId, PageRequest page, CancellationToken cancellationToken) => _list.ReadAsync(
        new PageScope(organizationId, "webhooks", page.Ascending),
        page,
        new DynamicParameters(),
        Tables.Webhooks.Read,
        row => [Timestamp.Write(row.CreatedAt), row.Id],
        fits: null,
        cancellationToken);

    public Task<long> CountAsync(string organizationId, CancellationToken cancellationToken) => reader.FindAsync(
        "SELECT COUNT(*) FROM webhooks WHERE organization_id = @organizationId", new { organizationId }, row => row.GetInt64(0), cancellationToken);

    public Task<IReadOnlyList<string>> ListWantingAsync(string organizationId, string eventType, CancellationToken cancellationToken) => reader.ListAsync(
        $"SELECT id FROM webhooks WHERE organization_id = @organizationId AND {WantedEvents.Condition("@eventType", "@enabled")}",
        new { organizationId, eventType, enabled = true },
        row => row.GetString(0),
        cancellationToken);

    public Task<DeliveryRow?> FindDeliveryAsync(string organizationId, string webhookId, string deliveryId, CancellationToken cancellationToken) =>
        reader.FindAsync(FindDeliverySql, new { organizationId, webhookId, deliveryId }, Tables.WebhookDeliveries.Read, cancellationToken);

    public async Task<Page<WebhookDelivery>> ListDeliveriesAsync(string organizationId, string webhookId, PageRequest page, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters();
        parameters.Add("webhook_id", webhookId);
        var rows = await _deliveries.ReadAsync(
            new PageScope(organizationId, "webhook_deliveries", page.Ascending, webhookId),
            page,
            parameters,
            Tables.WebhookDeliveries.Read,
            row => [row.Position],
            fits: null,
            cancellationToken);
        return new([.. rows.Items.Select(row => row.View())], rows.PreviousPageToken, rows.NextPageToken);
    }

    public Task<IReadOnlyList<DueDelivery>> ListDueAsync(
        string organizationId, string webhookId, DateTimeOffset now, int limit, CancellationToken cancellationToken) => reader.ListAsync(
            DueSql,
            new { organizationId, webhookId, now = Timestamp.Write(now), limit },
            row => new DueDelivery(Tables.WebhookDeliveries.Read(row), row.GetInt64(Tables.WebhookDeliveries.Columns.Count) == 1),
            cancellationToken);

    public Task<IReadOnlyList<GrainKey>> ListWebhooksDueAsync(DateTimeOffset now, CancellationToken cancellationToken) => _due.ListAsync(
        WebhooksDueSql,
        new { now = Timestamp.Write(now), enabled = true },
        row => GrainKey.Of(row.GetString(0), row.GetString(1)),
        cancellationToken);
}
