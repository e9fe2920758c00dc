using FencyGrid.Grains.Memories;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Mapping;

namespace FencyGrid.Storage.Memories;

internal sealed class ReplaceChunksHandler : ChangeHandler<ReplaceChunks>
{
    protected override async ValueTask WriteAsync(ReplaceChunks change, WriteSession session)
    {
        await session.EraseAsync(EraseMemoryHandler.DeleteChunks, change.OrganizationId, change.MemoryId);
        foreach (var chunk in change.Chunks)
        {
            if (chunk.OrganizationId != change.OrganizationId || chunk.MemoryId != change.MemoryId)
            {
                throw new ArgumentException($"A chunk of '{chunk.MemoryId}' is among those of '{change.MemoryId}'.");
            }

            await session.SendAsync(Tables.Chunks.Insert, Tables.Chunks, chunk);
        }
    }
}
