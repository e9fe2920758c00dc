using FencyGrid.Grains.Idempotency;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Mapping;

namespace FencyGrid.Storage.Idempotency;

/// <summary>Keeps an answer with the memories whose words it may hold.</summary>
internal sealed class SaveResponseHandler : ChangeHandler<SaveResponse>
{
    private static readonly WriteStatement DeleteLinks = new(
        "DELETE FROM idempotency_key_memories WHERE organization_id = @organization_id AND key_id = @key_id",
        "organization_id", "key_id");

    private static readonly WriteStatement InsertLink = new(
        "INSERT INTO idempotency_key_memories (organization_id, memory_id, key_id) VALUES (@organization_id, @memory_id, @key_id)",
        "organization_id", "memory_id", "key_id");

    protected override async ValueTask WriteAsync(SaveResponse change, WriteSession session)
    {
        var row = change.Row;
        await session.EraseAsync(DeleteLinks, row.OrganizationId, row.Id);
        await session.SendAsync(Tables.IdempotencyKeys.Upsert, Tables.IdempotencyKeys, row);
        foreach (var memoryId in change.MemoryIds.Distinct())
        {
            await session.SendAsync(InsertLink, row.OrganizationId, memoryId, row.Id);
        }
    }
}
