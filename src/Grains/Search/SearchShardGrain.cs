using FencyGrid.Contracts;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.Search.Index;

namespace FencyGrid.Grains.Search;

/// <inheritdoc cref="ISearchShardGrain"/>
public partial class SearchShardGrain(
    GrainContext context,
    IStore store,
    IMemoryQueries memories,
    IVectorQueries vectorQueries,
    TextEmbedder embedder,
    TimeProvider time) : Grain(context), ISearchShardGrain
{
    /// <summary>Below this a search is quicker than handing it to another thread.</summary>
    private const int SearchInlineBelow = 2_000;

    /// <summary>A key of <see cref="_versions"/> (36 characters) with its entry.</summary>
    private const int BytesPerMemory = 144;

    private readonly string _typeId = context.Key.Part(1);
    private readonly int _shard = int.Parse(context.Key.Part(2), System.Globalization.CultureInfo.InvariantCulture);
    private readonly SearchIndex _index = new(SearchIndexOptions.ProseDefaults);

    /// <summary>Per memory, the row version that the index holds. Turns only.</summary>
    private readonly Dictionary<string, long> _versions = [];

    public static GrainKey KeyOf(string organizationId, string typeId, int shard) =>
        GrainKey.Of(organizationId, typeId, shard.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public override long ResidentBytes => _index.ResidentBytes + (BytesPerMemory * _versions.Count) + _vectors.ResidentBytes;

    public override async Task ActivateAsync(CancellationToken cancellationToken)
    {
        await foreach (var memory in memories.LoadShardAsync(OrganizationId, _typeId, _shard, cancellationToken))
        {
            _index.Replace(await DocumentAsync(memory, cancellationToken));
            _versions[memory.MemoryId] = memory.Version;
        }

        await LoadVectorsAsync(cancellationToken);
    }

    public async Task RefreshAsync(string memoryId, long version, CancellationToken cancellationToken)
    {
        if (!Knows(memoryId, version))
        {
            if (await memories.LoadIndexedAsync(OrganizationId, memoryId, cancellationToken) is { } memory)
            {
                await ReplaceAsync(memory, cancellationToken);
            }
            else
            {
                var held = _index.Find(memoryId);
                _index.Remove(memoryId);
                _versions.Remove(memoryId);
                RemoveVectors(memoryId, held);
            }
        }

        await ScheduleEmbeddingAsync(time.GetUtcNow(), cancellationToken);
    }

    public async Task TakeInAsync(IndexedMemory memory, CancellationToken cancellationToken)
    {
        if (!Knows(memory.MemoryId, memory.Version))
        {
            await ReplaceAsync(memory, cancellationToken);
        }

        await ScheduleEmbeddingAsync(time.GetUtcNow(), cancellationToken);
    }

    public Task<ShardStatistics> GetStatisticsAsync(IReadOnlyList<string> terms, CancellationToken cancellationToken) =>
        Task.FromResult(_index.Statistics(terms));

    public Task<IReadOnlyList<ShardHit>> SearchAsync(ShardQuery query, CancellationToken cancellationToken) =>
        _index.Count < SearchInlineBelow
            ? Task.FromResult(Search(query))
            : Task.Run(() => Search(query), cancellationToken);

    private IReadOnlyList<ShardHit> Search(ShardQuery query)
    {
        var match = query.Match is null ? null : MetadataMatch.Parse(query.Match);
        var asked = new SearchQuery(query.Terms, query.Text, query.Limit, query.Statistics, query.MemoryIds, match);
        return query.Vector is { } vector && _vectors.Of(vector.Model) is { } vectors
            ? [.. SearchJoined(asked, vector, vectors)]
            : [.. _index.Search(asked).Select(hit => new ShardHit(hit.Key, hit.ContentVersion, hit.PartNumber, hit.Score))];
    }

    private bool Knows(string memoryId, long version) => _versions.TryGetValue(memoryId, out var held) && held >= version;

    private async Task ReplaceAsync(IndexedMemory memory, CancellationToken cancellationToken)
    {
        var before = _index.Find(memory.MemoryId);
        _index.Replace(await DocumentAsync(memory, cancellationToken));
        await RefreshVectorsAsync(memory, before, cancellationToken);
        _versions[memory.MemoryId] = memory.Version;
    }

    /// <summary>Entries that an older release wrote are made again from the stored texts.</summary>
    private async Task<SearchDocument> DocumentAsync(IndexedMemory memory, CancellationToken cancellationToken)
    {
        var entries = memory.Entries;
        if (!entries.All(entry => IndexEntry.IsCurrent(entry)))
        {
            var title = (await memories.FindAsync(OrganizationId, memory.MemoryId, cancellationToken))?.Title ?? string.Empty;
            var chunks = await memories.GetChunksAsync(
                OrganizationId, memory.MemoryId, memory.ContentVersion, [.. Enumerable.Range(1, entries.Count)], cancellationToken);
            entries = [.. chunks.Select(chunk => IndexEntry.Encode(chunk.Text, HeadingTrail.Under(title, chunk.Heading)))];
        }

        return new SearchDocument(memory.MemoryId, memory.ContentVersion, memory.Metadata, entries);
    }
}
