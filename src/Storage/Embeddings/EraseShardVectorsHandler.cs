using FencyGrid.Grains.Embeddings;
using FencyGrid.Storage.Commits;

namespace FencyGrid.Storage.Embeddings;

internal sealed class EraseShardVectorsHandler : ChangeHandler<EraseShardVectors>
{
    private static readonly WriteStatement Delete = new(
        """
        DELETE FROM vectors WHERE organization_id = @organization_id AND model = @model AND owner_id IN (
            SELECT id FROM memories WHERE organization_id = @organization_id AND type_id = @type_id AND shard = @shard)
        """,
        "organization_id", "model", "type_id", "shard");

    protected override ValueTask WriteAsync(EraseShardVectors change, WriteSession session) =>
        session.EraseAsync(Delete, change.OrganizationId, change.Model, change.TypeId, change.Shard);
}
