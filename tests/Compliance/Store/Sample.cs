using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Memories;
using FencyGrid.Grains.AgentTasks;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.MemoryTypes;

namespace FencyGrid.Compliance.Store;

/// <summary>Rows to store; a test changes with <c>with</c> what it is about.</summary>
public static class Sample
{
    public const string TypeId = "mty_1";

    /// <summary>With microseconds, the finest that a store keeps.</summary>
    public static readonly DateTimeOffset Now = new DateTimeOffset(2026, 3, 1, 12, 30, 15, TimeSpan.Zero).AddMicroseconds(123456);

    public static MemoryTypeRow MemoryType(string organizationId, string id = TypeId) =>
        new(organizationId, id, "Manuals", "How things work", "[]", Now, 1);

    public static MemoryRow Memory(string organizationId, string? id = null) => new(
        organizationId,
        id ?? Ids.New(Ids.Memory),
        TypeId,
        SourceType.Text,
        "A title",
        null,
        """{"language":"en"}""",
        ContentStatus.Synchronizing,
        null,
        1,
        0,
        0,
        null,
        Now,
        Now,
        1);

    /// <summary>The memory once its content is chunked.</summary>
    public static MemoryRow Synchronized(MemoryRow row, int chunks, int shard = 1) =>
        row with { ContentStatus = ContentStatus.Synchronized, SynchronizedVersion = row.ContentVersion, ChunkCount = chunks, Shard = shard };

    public static MemoryContentRow Content(MemoryRow memory, string text) => new(memory.OrganizationId, memory.Id, memory.ContentVersion, text);

    public static ChunkRow Chunk(MemoryRow memory, int number, string text = "A passage.") =>
        new(memory.OrganizationId, memory.Id, memory.ContentVersion, number, "Chapter › Section", "1,2", text, [(byte)number, 0, 255]);

    public static AgentTaskRow Task(string organizationId, string? id = null) => new(
        organizationId,
        id ?? Ids.New(Ids.AgentTask),
        AgentTaskType.MemorySearch,
        AgentTaskStatus.InProgress,
        "{}",
        null,
        "{}",
        Now,
        Now,
        null,
        null,
        0,
        1);

    public static AgentTaskResultRow Result(AgentTaskRow task, int ordinal, string? memoryId, string part) =>
        new(task.OrganizationId, task.Id, ordinal, memoryId, part);

    public static GridEvent Event(string organizationId, string subject, string type = "memory.created", string entity = "{}") =>
        new(Ids.New(Ids.Event), organizationId, type, subject, 1, Now, entity);
}
