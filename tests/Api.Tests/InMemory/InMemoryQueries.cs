using System.Text.Json;
using System.Text.Json.Serialization;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Grains.AgentTasks;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.MemoryTypes;
using FencyGrid.Grains.Organizations;

namespace FencyGrid.Api.Tests.InMemory;

internal static class InMemoryPage
{
    /// <summary>Page tokens are an offset behind <c>t</c>; any other is refused.</summary>
    public static Page<T> Of<T>(IEnumerable<T> all, Func<T, (DateTimeOffset, string)> order, PageRequest page)
    {
        var token = page.NextPageToken ?? page.PreviousPageToken;
        var offset = 0;
        if (token is not null && (token[0] != 't' || !int.TryParse(token[1..], out offset)))
        {
            throw new InvalidRequestException("The page token was not issued for this list.");
        }

        T[] sorted = [.. page.Ascending ? all.OrderBy(order) : all.OrderByDescending(order)];
        return new Page<T>(
            [.. sorted.Skip(offset).Take(page.Limit)],
            offset > 0 ? $"t{Math.Max(0, offset - page.Limit)}" : null,
            offset + page.Limit < sorted.Length ? $"t{offset + page.Limit}" : null);
    }
}

internal sealed class InMemoryMemoryQueries(InMemoryGrid grid) : IMemoryQueries
{
    public Task<Page<Memory>> ListAsync(string organizationId, PageRequest page, long maxContentCharacters, CancellationToken cancellationToken) =>
        Task.FromResult(InMemoryPage.Of(InMemoryGrid.OfOrganization(grid.Memories, organizationId), memory => (memory.CreatedAt, memory.Id), page));

    public Task<MemoryRow?> FindAsync(string organizationId, string memoryId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<MemoryContentRow?> FindContentAsync(string organizationId, string memoryId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ChunkRow>> GetChunksAsync(string organizationId, string memoryId, long contentVersion, IReadOnlyCollection<int> numbers, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<MemoryRow>> FindManyAsync(string organizationId, IReadOnlyCollection<string> memoryIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> ListSynchronizingAsync(string organizationId, IReadOnlyCollection<string>? typeIds, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<IndexedMemory> LoadShardAsync(string organizationId, string typeId, int shard, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IndexedMemory?> LoadIndexedAsync(string organizationId, string memoryId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<int, long>> CountShardsAsync(string organizationId, string typeId, CancellationToken cancellationToken) => throw new NotSupportedException();
}

internal sealed class InMemoryTypeQueries(InMemoryGrid grid) : IMemoryTypeQueries
{
    public Task<Page<MemoryTypeRow>> ListAsync(string organizationId, PageRequest page, CancellationToken cancellationToken)
    {
        var types = InMemoryPage.Of(InMemoryGrid.OfOrganization(grid.Types, organizationId), type => (type.CreatedAt, type.Id), page);
        return Task.FromResult(new Page<MemoryTypeRow>([.. types.Items.Select(type => Row(organizationId, type))], types.PreviousPageToken, types.NextPageToken));
    }

    public Task<MemoryTypeRow?> FindAsync(string organizationId, string typeId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> ListIdsAsync(string organizationId, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static readonly JsonSerializerOptions Stored = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private static MemoryTypeRow Row(string organizationId, MemoryType type) => new(
        organizationId, type.Id, type.Name, type.Description,
        JsonSerializer.Serialize(type.MetadataFields, Stored),
        type.CreatedAt, 1);
}

internal sealed class InMemoryTaskQueries(InMemoryGrid grid) : IAgentTaskQueries
{
    public Task<StoredAgentTask?> FindAsync(string organizationId, string taskId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Page<StoredAgentTask>> ListAsync(string organizationId, PageRequest page, CancellationToken cancellationToken)
    {
        var tasks = InMemoryPage.Of(InMemoryGrid.OfOrganization(grid.Tasks, organizationId), task => (task.CreatedAt, task.Id), page);
        return Task.FromResult(new Page<StoredAgentTask>(
            [.. tasks.Items.Select(task => new StoredAgentTask(
                new AgentTaskRow(organizationId, task.Id, task.TaskType, task.Status, "{}", null, task.Metadata, task.CreatedAt, task.UpdatedAt, task.CompletedAt, 1), []))],
            tasks.PreviousPageToken, tasks.NextPageToken));
    }
}

internal sealed class InMemoryOrganizationQueries(InMemoryGrid grid) : IOrganizationQueries
{
    public Task<OrganizationRow?> FindAsync(string organizationId, CancellationToken cancellationToken) =>
        Task.FromResult(grid.Organizations.TryGetValue(organizationId, out var found) ? new OrganizationRow(found.Id, found.Name, found.CreatedAt, 1) : null);

    public Task<IReadOnlyList<ApiKeyRow>> ListKeysAsync(string organizationId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ApiKeyRow?> FindKeyAsync(string hash, CancellationToken cancellationToken) =>
        Task.FromResult(grid.Keys.Values.FirstOrDefault(row => row.Hash == hash));

    public Task<bool> AnyKeyAsync(CancellationToken cancellationToken) => Task.FromResult(!grid.Keys.IsEmpty);
}
