using FencyGrid.Contracts;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.MemoryTypes;

namespace FencyGrid.Grains.AgentTasks.Searching;

public sealed record OpenedMemoryType(string Id, string Name);

/// <summary>The memory types that a task may read.</summary>
public sealed class OpenedMemoryTypes(IGrid grid, IMemoryTypeQueries queries)
{
    /// <exception cref="NotFoundException">A guard rail names a memory type that is not there.</exception>
    public async Task<IReadOnlyList<OpenedMemoryType>> ListAsync(string organizationId, GuardRails? guardRails, CancellationToken cancellationToken)
    {
        var ids = guardRails?.MemoryTypes.Select(access => access.MemoryTypeId).Distinct()
            ?? await queries.ListIdsAsync(organizationId, cancellationToken);
        var types = new List<OpenedMemoryType>();
        foreach (var id in ids)
        {
            types.Add(new OpenedMemoryType(id, await NameOfAsync(organizationId, id, cancellationToken)));
        }

        return types;
    }

    public async Task<string> NameOfAsync(string organizationId, string typeId, CancellationToken cancellationToken) =>
        (await grid.Get<IMemoryTypeGrain>(GrainKey.Of(organizationId, typeId)).GetAsync(cancellationToken)).Name;
}
