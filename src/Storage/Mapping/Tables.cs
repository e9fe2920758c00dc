using System.Collections.Frozen;
using System.Reflection;
using FencyGrid.Grains.AgentTasks;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Idempotency;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.Memories.Uploads;
using FencyGrid.Grains.MemoryTypes;
using FencyGrid.Grains.Organizations;
using FencyGrid.Grains.Sessions;
using FencyGrid.Grains.Streams;
using FencyGrid.Grains.Trees.Rows;
using FencyGrid.Grains.Webhooks;
using FencyGrid.Storage.Events;

namespace FencyGrid.Storage.Mapping;

/// <summary>Every table and its key. A new one is its row record, a line here and a schema script.</summary>
internal static class Tables
{
    public static readonly Table<OrganizationRow> Organizations = new("organizations", "organization_id");
    public static readonly Table<ApiKeyRow> ApiKeys = new("api_keys", "organization_id", "id");
    public static readonly Table<EventRow> Events = new("events", "organization_id", "id");
    public static readonly Table<MemoryTypeRow> MemoryTypes = new("memory_types", "organization_id", "id");
    public static readonly Table<MemoryRow> Memories = new("memories", "organization_id", "id");
    public static readonly Table<MemoryContentRow> MemoryContents = new("memory_contents", "organization_id", "memory_id");
    public static readonly Table<ChunkRow> Chunks = new("chunks", "organization_id", "memory_id", "number");
    public static readonly Table<AgentTaskRow> AgentTasks = new("agent_tasks", "organization_id", "id");
    public static readonly Table<AgentTaskResultRow> AgentTaskResults = new("agent_task_results", "organization_id", "task_id", "ordinal");
    public static readonly Table<SessionRow> Sessions = new("sessions", "organization_id", "id");
    public static readonly Table<StreamRow> Streams = new("streams", "organization_id", "id");
    public static readonly Table<UploadRow> Uploads = new("memory_uploads", "organization_id", "memory_id", "id");
    public static readonly Table<TreeRow> Trees = new("trees", "organization_id", "id");
    public static readonly Table<TreeItemRow> TreeItems = new("tree_items", "organization_id", "id");
    public static readonly Table<TreeEntryRow> TreeEntries = new("tree_entries", "organization_id", "tree_id", "item_id");
    public static readonly Table<VectorRow> Vectors = new("vectors", "organization_id", "owner_id", "item_id", "model");
    public static readonly Table<WisdomShareRow> WisdomShares = new("wisdom_shares", "organization_id", "agent_id", "claim_hash", "tree_hash");
    public static readonly Table<ScheduledWorkRow> ScheduledWork = new("scheduled_work", "organization_id", "kind", "subject");
    public static readonly Table<WebhookRow> Webhooks = new("webhooks", "organization_id", "id");
    public static readonly Table<DeliveryRow> WebhookDeliveries = new("webhook_deliveries", "organization_id", "id");
    public static readonly Table<IdempotencyRow> IdempotencyKeys = new("idempotency_keys", "organization_id", "id");

    // Below the tables: static fields are set in the order they stand in.
    private static readonly FrozenDictionary<Type, Table> ByRow = typeof(Tables).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (Table)field.GetValue(null)!)
        .ToFrozenDictionary(table => table.RowType);

    public static IReadOnlyCollection<Table> All => ByRow.Values;

    public static Table Of(IRow row) =>
        ByRow.TryGetValue(row.GetType(), out var table) ? table : throw new NotSupportedException($"No table is declared for {row.GetType().Name}.");
}
