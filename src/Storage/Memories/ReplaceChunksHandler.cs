using FencyGrid.Grains.Memories;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Embeddings;
using FencyGrid.Storage.Mapping;

namespace FencyGrid.Storage.Memories;

internal sealed class ReplaceChunksHandler : ChangeHandler<ReplaceChunks>
{
    protected override async ValueTask WriteAsync(ReplaceChunks change, WriteSession session)
    {
        PutChunkVectorsHandler.Exclude(session, change.OrganizationId, change.MemoryId);
        await session.EraseAsync(EraseMemoryHandler.DeleteChunks, change.OrganizationId, change.MemoryId);
        await session.EraseAsync(EraseVectorsHandler.DeleteAll, change.OrganizationId, change.MemoryId);
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
