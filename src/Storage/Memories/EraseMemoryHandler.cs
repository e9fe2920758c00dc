using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Memories;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Embeddings;

namespace FencyGrid.Storage.Memories;

/// <summary>Removes a memory's words, and what was made of them, from every table that may hold them.</summary>
internal sealed class EraseMemoryHandler : ChangeHandler<EraseMemory>
{
    // A search that ends beside the deletion stores what it quotes: before it, and the deletion takes that away too, or not at all.
    private static readonly WriteStatement HoldMemory = new(
        "SELECT 1 FROM memories WHERE organization_id = @organization_id AND id = @memory_id FOR UPDATE",
        "organization_id", "memory_id");

    public static readonly WriteStatement DeleteChunks = new(
        "DELETE FROM chunks WHERE organization_id = @organization_id AND memory_id = @memory_id",
        "organization_id", "memory_id");

    private static readonly WriteStatement DeleteUploads = new(
        "DELETE FROM memory_uploads WHERE organization_id = @organization_id AND memory_id = @memory_id",
        "organization_id", "memory_id");

    private static readonly WriteStatement DeleteContent = new(
        "DELETE FROM memory_contents WHERE organization_id = @organization_id AND memory_id = @memory_id",
        "organization_id", "memory_id");

    // What is left of a task's answer may repeat any of the memories it was written from.
    private static readonly WriteStatement DeleteAnswers = new(
        """
        DELETE FROM agent_task_results WHERE organization_id = @organization_id AND memory_id IS NULL AND task_id IN (
            SELECT task_id FROM agent_task_results WHERE organization_id = @organization_id AND memory_id = @memory_id)
        """,
        "organization_id", "memory_id");

    private static readonly WriteStatement DeleteParts = new(
        "DELETE FROM agent_task_results WHERE organization_id = @organization_id AND memory_id = @memory_id",
        "organization_id", "memory_id");

    private static readonly WriteStatement DeleteWaiting = new(
        """
        DELETE FROM outbox WHERE organization_id = @organization_id AND consumer = @consumer AND event_id IN (
            SELECT id FROM events WHERE organization_id = @organization_id AND subject = @memory_id)
        """,
        "organization_id", "memory_id", "consumer");

    private static readonly WriteStatement ScrubEvents = new(
        "UPDATE events SET entity = @entity WHERE organization_id = @organization_id AND subject = @memory_id",
        "organization_id", "memory_id", "entity");

    // That the request was carried out stays known; nothing of what it said or was answered does.
    private static readonly WriteStatement EraseResponses = new(
        """
        UPDATE idempotency_keys SET body = NULL, fingerprint = '' WHERE organization_id = @organization_id AND id IN (
            SELECT key_id FROM idempotency_key_memories WHERE organization_id = @organization_id AND memory_id = @memory_id)
        """,
        "organization_id", "memory_id");

    private static readonly WriteStatement DeleteResponseLinks = new(
        "DELETE FROM idempotency_key_memories WHERE organization_id = @organization_id AND memory_id = @memory_id",
        "organization_id", "memory_id");

    protected override async ValueTask WriteAsync(EraseMemory change, WriteSession session)
    {
        PutChunkVectorsHandler.Exclude(session, change.OrganizationId, change.MemoryId);
        await session.HoldAsync(HoldMemory, change.OrganizationId, change.MemoryId);
        await session.EraseAsync(EraseResponses, change.OrganizationId, change.MemoryId);
        await session.EraseAsync(DeleteResponseLinks, change.OrganizationId, change.MemoryId);
        await session.EraseAsync(DeleteContent, change.OrganizationId, change.MemoryId);
        await session.EraseAsync(DeleteChunks, change.OrganizationId, change.MemoryId);
        await session.EraseAsync(EraseVectorsHandler.DeleteAll, change.OrganizationId, change.MemoryId);
        await session.EraseAsync(DeleteUploads, change.OrganizationId, change.MemoryId);
        await session.EraseAsync(DeleteAnswers, change.OrganizationId, change.MemoryId);
        await session.EraseAsync(DeleteParts, change.OrganizationId, change.MemoryId);
        await session.EraseAsync(DeleteWaiting, change.OrganizationId, change.MemoryId, EventConsumers.Synchronize);
        await session.EraseAsync(DeleteWaiting, change.OrganizationId, change.MemoryId, EventConsumers.Contents);
        await session.EraseAsync(ScrubEvents, change.OrganizationId, change.MemoryId, change.ScrubbedEntity);
    }
}
