using System.Globalization;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Storage.Commits;

namespace FencyGrid.Storage.Embeddings;

internal sealed class PutChunkVectorsHandler : ChangeHandler<PutChunkVectors>
{
    private static readonly WriteStatement Put = new(
        """
        INSERT INTO vectors (organization_id, owner_id, item_id, model, vector)
        SELECT @organization_id, @owner_id, @item_id, @model, @vector
        WHERE EXISTS (SELECT 1 FROM memories WHERE organization_id = @organization_id AND id = @owner_id AND version = @version)
        ON CONFLICT (organization_id, owner_id, item_id, model) DO UPDATE SET vector = excluded.vector
        """,
        "organization_id", "owner_id", "item_id", "model", "vector", "version");

    /// <summary>Keeps what a transaction takes of a memory's chunks from being written to beside it: neither would see what the other does.</summary>
    public static void Exclude(WriteSession session, string organizationId, string memoryId) => session.Exclude($"vectors/{organizationId}/{memoryId}");

    protected override async ValueTask WriteAsync(PutChunkVectors change, WriteSession session)
    {
        Exclude(session, change.OrganizationId, change.MemoryId);
        foreach (var (number, vector) in change.Vectors)
        {
            await session.SendAsync(
                Put, change.OrganizationId, change.MemoryId, number.ToString(CultureInfo.InvariantCulture), change.Model, vector, change.Version);
        }
    }
}
