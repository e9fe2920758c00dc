using FencyGrid.Grains.Embeddings;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Reads;

namespace FencyGrid.Storage.Embeddings;

internal sealed class VectorQueries(StoreReader reader) : IVectorQueries
{
    private static readonly string LoadSql = $"SELECT {Tables.Vectors.Select} FROM vectors WHERE organization_id = @organizationId AND owner_id = @ownerId";

    public IAsyncEnumerable<VectorRow> LoadAsync(string organizationId, string ownerId, CancellationToken cancellationToken) =>
        reader.StreamAsync(LoadSql, new { organizationId, ownerId }, Tables.Vectors.Read, cancellationToken);
}
