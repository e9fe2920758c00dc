using FencyGrid.Contracts;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.MemoryTypes;

/// <summary>Table <c>memory_types</c>, key (organization_id, id). Memories refer to it: it cannot be deleted under them.</summary>
/// <param name="MetadataFields">A JSON array of the declared fields.</param>
public sealed record MemoryTypeRow(
    string OrganizationId,
    string Id,
    string Name,
    string? Description,
    string MetadataFields,
    DateTimeOffset CreatedAt,
    long Version) : IVersionedRow;

public interface IMemoryTypeQueries
{
    Task<MemoryTypeRow?> FindAsync(string organizationId, string typeId, CancellationToken cancellationToken);

    Task<Page<MemoryTypeRow>> ListAsync(string organizationId, PageRequest page, CancellationToken cancellationToken);

    Task<IReadOnlyList<string>> ListIdsAsync(string organizationId, CancellationToken cancellationToken);
}
