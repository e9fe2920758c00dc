using FencyGrid.Contracts;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Search;

namespace FencyGrid.Grains.MemoryTypes;

/// <inheritdoc cref="IMemoryTypeGrain"/>
public class MemoryTypeGrain(
    GrainContext context,
    IStore store,
    IMemoryTypeQueries types,
    Memories.IMemoryQueries memories,
    SearchOptions searchOptions,
    TimeProvider time) : Grain(context), IMemoryTypeGrain
{
    private readonly string _typeId = context.Key.Part(1);
    private volatile State? _state;

    public override async Task ActivateAsync(CancellationToken cancellationToken)
    {
        if (await types.FindAsync(OrganizationId, _typeId, cancellationToken) is { } row)
        {
            var shards = await memories.CountShardsAsync(OrganizationId, _typeId, cancellationToken);
            _state = new State(row, GridJson.Read<MetadataField[]>(row.MetadataFields), [.. shards.OrderBy(shard => shard.Key)]);
        }
    }

    public async Task<MemoryType> CreateAsync(NewMemoryType type, CancellationToken cancellationToken)
    {
        if (_state is not null)
        {
            throw new StateConflictException($"A memory type with id '{_typeId}' already exists.");
        }

        var row = new MemoryTypeRow(
            OrganizationId, _typeId, type.Name, type.Description, GridJson.Write(type.MetadataFields), time.Now(), Version: 1);
        await store.CommitAsync(new StoreTransaction().Insert(row), cancellationToken);
        _state = new State(row, type.MetadataFields, []);
        return View(_state);
    }

    public Task<MemoryType> GetAsync(CancellationToken cancellationToken) => Task.FromResult(View(Existing()));

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        var state = Existing();
        try
        {
            await store.CommitAsync(new StoreTransaction().Delete(state.Row), cancellationToken);
        }
        catch (MissingReferenceException)
        {
            throw new StateConflictException($"Memory type '{_typeId}' still has memories. Delete them first.");
        }

        _state = null;
    }

    public Task<int> PlaceAsync(int chunks, CancellationToken cancellationToken)
    {
        var state = Existing();
        var last = state.Shards.Count == 0 ? new KeyValuePair<int, long>(-1, long.MaxValue) : state.Shards[^1];
        var isFull = last.Value >= searchOptions.ChunksPerShard;
        var placed = isFull ? new KeyValuePair<int, long>(last.Key + 1, chunks) : new(last.Key, last.Value + chunks);
        _state = state with { Shards = [.. isFull ? state.Shards : state.Shards.SkipLast(1), placed] };
        return Task.FromResult(placed.Key);
    }

    public Task<IReadOnlyList<int>> GetShardsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<int>>([.. Existing().Shards.Select(shard => shard.Key)]);

    private State Existing() => _state ?? throw NotFoundException.Of("memory type", _typeId);

    private static MemoryType View(State state) =>
        new(state.Row.Id, state.Row.CreatedAt, state.Row.Name, state.Row.Description, state.Fields);

    /// <param name="Shards">Shard number to the chunks placed there, ascending by number.</param>
    private sealed record State(MemoryTypeRow Row, IReadOnlyList<MetadataField> Fields, IReadOnlyList<KeyValuePair<int, long>> Shards);
}
