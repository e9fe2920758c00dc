using FencyGrid.Grains.Embeddings;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Reads;

namespace FencyGrid.Storage.Embeddings;

internal sealed class VectorQueries(StoreReader reader) : IVectorQueries
{
    private static readonly string LoadSql = $"SELECT {Tables.Vectors.Select} FROM vectors WHERE organization_id = @organizationId AND owner_id = @ownerId";

    private static readonly string LoadShardSql =
        $"""
        SELECT {Tables.Vectors.SelectAs("v")} FROM memories m
        JOIN vectors v ON v.organization_id = m.organization_id AND v.owner_id = m.id
        WHERE m.organization_id = @organizationId AND m.type_id = @typeId AND m.shard = @shard
        """;

    public IAsyncEnumerable<VectorRow> LoadAsync(string organizationId, string ownerId, CancellationToken cancellationToken) =>
        reader.StreamAsync(LoadSql, new { organizationId, ownerId }, Tables.Vectors.Read, cancellationToken);

    public IAsyncEnumerable<VectorRow> LoadShardAsync(string organizationId, string typeId, int shard, CancellationToken cancellationToken) =>
        reader.StreamAsync(LoadShardSql, new { organizationId, typeId, shard }, Tables.Vectors.Read, cancellationToken);
}
