using FencyGrid.Grains.Memories.Uploads;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Reads;

namespace FencyGrid.Storage.Memories;

internal sealed class UploadQueries(StoreReader reader) : IUploadQueries
{
    private static readonly string ListSql =
        $"""
        SELECT {Tables.Uploads.Select} FROM memory_uploads
        WHERE organization_id = @organizationId AND memory_id = @memoryId ORDER BY created_at, id
        """;

    public Task<IReadOnlyList<UploadRow>> ListAsync(string organizationId, string memoryId, CancellationToken cancellationToken) =>
        reader.ListAsync(ListSql, new { organizationId, memoryId }, Tables.Uploads.Read, cancellationToken);
}
