using FencyGrid.Grains.Idempotency;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Reads;

namespace FencyGrid.Storage.Idempotency;

internal sealed class IdempotencyQueries(StoreReader reader) : IIdempotencyQueries
{
    private static readonly string FindSql = $"SELECT {Tables.IdempotencyKeys.Select} FROM idempotency_keys WHERE organization_id = @organizationId AND id = @id";

    public Task<IdempotencyRow?> FindAsync(string organizationId, string id, CancellationToken cancellationToken) =>
        reader.FindAsync(FindSql, new { organizationId, id }, Tables.IdempotencyKeys.Read, cancellationToken);
}
