using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Contracts.Organizations;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Organizations;

namespace FencyGrid.Api.Tests.InMemory;

internal sealed class InMemoryMemoryGrain(InMemoryGrid grid, GrainKey key) : IMemoryGrain
{
    private readonly string _id = key.Part(1);

    public Task<Memory> CreateAsync(NewMemory memory, CancellationToken cancellationToken)
    {
        if (!grid.Types.ContainsKey($"{key.OrganizationId}/{memory.TypeId}"))
        {
            throw NotFoundException.Of("memory type", memory.TypeId);
        }

        var now = DateTimeOffset.UtcNow;
        var status = memory.SourceType == SourceType.File ? ContentStatus.Empty : ContentStatus.Synchronizing;
        var created = new Memory(_id, now, now, memory.SourceType, memory.TypeId, memory.Title, null, null, status, null, memory.Metadata ?? "{}");
        grid.Memories[key.Value] = memory.Text is { } text ? created with { Content = text, ContentParts = 1, ContentStatus = ContentStatus.Synchronized } : created;
        return Task.FromResult(created);
    }

    public Task<Memory> GetAsync(CancellationToken cancellationToken) =>
        grid.Memories.TryGetValue(key.Value, out var memory) ? Task.FromResult(memory) : throw NotFoundException.Of("memory", _id);

    public async Task<Memory> UpdateAsync(MemoryChange change, CancellationToken cancellationToken)
    {
        var memory = await GetAsync(cancellationToken);
        return grid.Memories[key.Value] = memory with
        {
            UpdatedAt = DateTimeOffset.UtcNow,
            Title = change.Title ?? memory.Title,
            Content = change.Text ?? memory.Content,
            Metadata = change.Metadata ?? memory.Metadata,
        };
    }

    public Task DeleteAsync(CancellationToken cancellationToken) =>
        grid.Memories.TryRemove(key.Value, out _) ? Task.CompletedTask : throw NotFoundException.Of("memory", _id);

    public Task SynchronizeAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed class InMemoryTypeGrain(InMemoryGrid grid, GrainKey key) : IMemoryTypeGrain
{
    private readonly string _id = key.Part(1);

    public Task<MemoryType> CreateAsync(NewMemoryType type, CancellationToken cancellationToken) =>
        Task.FromResult(grid.Types[key.Value] = new MemoryType(_id, DateTimeOffset.UtcNow, type.Name, type.Description, type.MetadataFields));

    public Task<MemoryType> GetAsync(CancellationToken cancellationToken) =>
        grid.Types.TryGetValue(key.Value, out var type) ? Task.FromResult(type) : throw NotFoundException.Of("memory type", _id);

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        await GetAsync(cancellationToken);
        if (grid.Memories.Values.Any(memory => memory.TypeId == _id))
        {
            throw new StateConflictException($"Memory type '{_id}' still has memories. Delete them first.");
        }

        grid.Types.TryRemove(key.Value, out _);
    }

    public Task<int> PlaceAsync(int chunks, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<int>> GetShardsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}

internal sealed class InMemoryTaskGrain(InMemoryGrid grid, GrainKey key) : IAgentTaskGrain
{
    public Task<AgentTask> CreateAsync(NewAgentTask task, CancellationToken cancellationToken)
    {
        var search = ((MemorySearchTask)task.Request).Search;
        var allowed = search.GuardRails?.MemoryTypes.Select(type => type.MemoryTypeId).ToHashSet();
        var now = DateTimeOffset.UtcNow;
        var hits = InMemoryGrid.OfOrganization(grid.Memories, key.OrganizationId)
            .Where(memory => allowed?.Contains(memory.TypeId) != false)
            .Where(memory => memory.Content?.Contains(search.Query.Split(' ')[0], StringComparison.OrdinalIgnoreCase) == true)
            .Select(memory => (Memory: memory, Passage: new Passage(1, [], memory.Content!)))
            .Select(hit => new MemorySearchHit(
                hit.Memory.Id, hit.Memory.Title, hit.Memory.TypeId, grid.Types[$"{key.OrganizationId}/{hit.Memory.TypeId}"].Name,
                hit.Passage, 0.5, [new RelatedPassage(hit.Passage, ChunkRelation.Match)]))
            .Take(search.ChunkLimit);
        return Task.FromResult(grid.Tasks[key.Value] = new AgentTask(
            key.Part(1), now, now, AgentTaskType.MemorySearch, AgentTaskStatus.Succeeded, now,
            new MemorySearchResult(search.Query, [.. hits]), null, task.Metadata ?? "{}"));
    }

    public Task<AgentTask> GetAsync(CancellationToken cancellationToken) =>
        grid.Tasks.TryGetValue(key.Value, out var task) ? Task.FromResult(task) : throw NotFoundException.Of("agent task", key.Part(1));

    public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed class InMemoryOrganizationGrain(InMemoryGrid grid, GrainKey key) : IOrganizationGrain
{
    public Task<Organization> CreateAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(grid.Organizations[key.Value] = new Organization(key.OrganizationId, name, DateTimeOffset.UtcNow));

    public Task<Organization> GetAsync(CancellationToken cancellationToken) => Task.FromResult(grid.Organizations[key.Value]);

    public Task<IssuedApiKey> IssueKeyAsync(ApiKeyKind kind, string name, bool isOperator, string? value, CancellationToken cancellationToken)
    {
        value ??= (kind == ApiKeyKind.Secret ? "sk_" : "pk_") + Guid.NewGuid().ToString("N");
        var row = new ApiKeyRow(
            key.OrganizationId, Ids.New(Ids.ApiKey), kind, name, value[..7], ApiKeyHash.Of(value), isOperator, DateTimeOffset.UtcNow, null, 1);
        grid.Keys[row.Id] = row;
        return Task.FromResult(new IssuedApiKey(View(row), value));
    }

    public Task<IReadOnlyList<ApiKey>> ListKeysAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ApiKey>>([.. grid.Keys.Values.Where(row => row.OrganizationId == key.OrganizationId).Select(View)]);

    public Task RevokeKeyAsync(string keyId, CancellationToken cancellationToken)
    {
        if (!grid.Keys.TryGetValue(keyId, out var row) || row.OrganizationId != key.OrganizationId)
        {
            throw NotFoundException.Of("key", keyId);
        }

        grid.Keys[keyId] = row with { RevokedAt = DateTimeOffset.UtcNow };
        return Task.CompletedTask;
    }

    private static ApiKey View(ApiKeyRow row) =>
        new(row.Id, row.OrganizationId, row.Kind, row.Name, row.Hint, row.IsOperator, row.CreatedAt, row.RevokedAt);
}
