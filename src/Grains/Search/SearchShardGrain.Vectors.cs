using System.Globalization;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.Search.Index;

namespace FencyGrid.Grains.Search;

// What an embedding model makes of the chunks, beside the index: a chunk is found by its words at once, by its vector once it has one.
public partial class SearchShardGrain
{
    private const int MaxTextsPerCall = 256;

    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(5);

    private readonly OwnedVectors<ChunkPlace> _vectors = new(embedder.Model);

    /// <summary>Whether chunks without a vector have come since the last work was scheduled. Turns only.</summary>
    private bool _hasUnscheduled;

    /// <summary>Whether scheduled work is going to find what comes now. Turns only.</summary>
    private bool _isScheduled;

    public Task<string?> GetVectorModelAsync(CancellationToken cancellationToken) => Task.FromResult(_vectors.Model);

    public async Task<IReadOnlyList<TextToEmbed>> ListUnembeddedAsync(string model, int limit, CancellationToken cancellationToken)
    {
        var most = Math.Clamp(limit, 1, MaxTextsPerCall);
        var texts = new List<TextToEmbed>();
        foreach (var places in Unembedded(model).Chunk(most))
        {
            var rows = (await memories.FindManyAsync(OrganizationId, [.. places.Select(place => place.MemoryId).Distinct()], cancellationToken)).ToDictionary(row => row.Id);

            // Of a memory that has other chunks by now, or none, the shard is about to hear.
            var current = places.Where(place => rows.TryGetValue(place.MemoryId, out var row) && row.SynchronizedVersion == place.ContentVersion).ToHashSet();
            foreach (var chunk in await memories.GetChunksAsync(OrganizationId, current, cancellationToken))
            {
                var row = rows[chunk.MemoryId];
                var text = $"{HeadingTrail.Under(row.Title, chunk.Heading)}\n\n{chunk.Text}";
                texts.Add(new TextToEmbed(Write(new ChunkPlace(chunk.MemoryId, chunk.ContentVersion, chunk.Number)), (ulong)row.Version, text));
            }

            if (texts.Count >= most)
            {
                break;
            }
        }

        return [.. texts.Take(most)];
    }

    public async Task PutVectorsAsync(string model, IReadOnlyList<TextVector> vectors, CancellationToken cancellationToken)
    {
        if (model != embedder.Model)
        {
            return;
        }

        // What has other chunks by now has no use for the vectors of those before. Whether the rows are still what they were, the store sees.
        List<(ChunkPlace Place, TextVector Vector)> current = [.. vectors
            .Select(vector => (Place: Read(vector.ItemId), vector))
            .Where(pair => _index.Find(pair.Place.MemoryId)?.ContentVersion == pair.Place.ContentVersion)];
        var transaction = new StoreTransaction();
        foreach (var memory in current.GroupBy(pair => (pair.Place.MemoryId, pair.Vector.TextKey)))
        {
            transaction.Add(new PutChunkVectors(
                OrganizationId,
                memory.Key.MemoryId,
                (long)memory.Key.TextKey,
                model,
                [.. memory.Select(pair => new ChunkVector(pair.Place.Number, VectorRow.Write(pair.Vector.Values.Span)))]));
        }

        var done = current.Select(pair => pair.Place).ToHashSet();
        IReadOnlyList<string> earlier = _vectors.EarlierModels is { Count: > 0 } models && Unembedded(model).All(done.Contains) ? models : [];
        foreach (var old in earlier)
        {
            transaction.Add(new EraseShardVectors(OrganizationId, _typeId, _shard, old));
        }

        if (transaction.Changes.Count > 0)
        {
            await store.CommitAsync(transaction, cancellationToken);
        }

        foreach (var (place, vector) in current)
        {
            _vectors.Put(model, place, vector.Values.Span);
        }

        foreach (var old in earlier)
        {
            _vectors.Drop(old);
        }

        if (vectors.Count == 0)
        {
            // The work ends with this. What came after it had looked needs another.
            _isScheduled = false;
            _hasUnscheduled = Unembedded(model).Any();
            await ScheduleEmbeddingAsync(time.GetUtcNow() + Recheck, cancellationToken);
        }
    }

    private async Task LoadVectorsAsync(CancellationToken cancellationToken)
    {
        var rows = vectorQueries.LoadShardAsync(OrganizationId, _typeId, _shard, cancellationToken).Where(row => _index.Find(row.OwnerId) is not null);
        await _vectors.LoadAsync(rows, row => Place(row, _index.Find(row.OwnerId)!.Value.ContentVersion));
        if (embedder.Model is { } model)
        {
            _hasUnscheduled = Unembedded(model).Any() || _vectors.EarlierModels.Count > 0;
            try
            {
                await ScheduleEmbeddingAsync(time.GetUtcNow(), cancellationToken);
            }
            catch (GridException)
            {
                // A store that cannot write is no reason not to search. The next memory that is taken in brings it up again.
            }
        }
    }

    /// <summary>Makes the vectors those that the store holds of that memory, which the index has just taken in.</summary>
    /// <param name="before">What the index held of it before.</param>
    private async Task RefreshVectorsAsync(IndexedMemory memory, (long ContentVersion, int Parts)? before, CancellationToken cancellationToken)
    {
        if (embedder.Model is not { } model)
        {
            return;
        }

        if (before is not null)
        {
            var kept = await vectorQueries.LoadAsync(OrganizationId, memory.MemoryId, cancellationToken).ToListAsync(cancellationToken);
            RemoveVectors(memory.MemoryId, before);
            await _vectors.LoadAsync(kept.ToAsyncEnumerable(), row => Place(row, memory.ContentVersion));
        }

        _hasUnscheduled |= Places(memory.MemoryId, (memory.ContentVersion, memory.Entries.Count)).Any(place => !_vectors.Has(model, place));
    }

    private void RemoveVectors(string memoryId, (long ContentVersion, int Parts)? held)
    {
        if (embedder.Model is not null && held is { } document)
        {
            _vectors.Remove(Places(memoryId, document));
        }
    }

    /// <summary>One piece of work for all that has come until it is done: as many writes as there may be cost one more commit.</summary>
    private async Task ScheduleEmbeddingAsync(DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        if (_hasUnscheduled && !_isScheduled)
        {
            await store.CommitAsync(new StoreTransaction().Upsert(ScheduledWorkRow.At(OrganizationId, ShardEmbeddingWorker.WorkKind, Key.Value, dueAt)), cancellationToken);
            _hasUnscheduled = false;
            _isScheduled = true;
        }
    }

    /// <summary>The chunks by their words and the local embedding, joined with those that the model finds like the query.</summary>
    private IEnumerable<ShardHit> SearchJoined(SearchQuery query, QueryVector vector, VectorSet<ChunkPlace> vectors)
    {
        var found = _index
            .Search(query with { Limit = Math.Max(query.Limit, SearchIndexOptions.ProseDefaults.Candidates) })
            .Select(hit => (new ChunkPlace(hit.Key, hit.ContentVersion, hit.PartNumber), hit.Score));
        var admits = _index.Admission(query);
        return VectorRanking.Join(found, vectors, vector.Values, VectorRanking.Share, query.Limit, place => admits(place.MemoryId, place.ContentVersion))
            .OrderByDescending(hit => hit.Score)
            .ThenBy(hit => hit.Id.MemoryId, StringComparer.Ordinal)
            .ThenBy(hit => hit.Id.Number)
            .Take(query.Limit)
            .Select(hit => new ShardHit(hit.Id.MemoryId, hit.Id.ContentVersion, hit.Id.Number, hit.Score));
    }

    private IEnumerable<ChunkPlace> Unembedded(string model) => _index.Documents
        .SelectMany(document => Places(document.Key, (document.ContentVersion, document.Parts)))
        .Where(place => !_vectors.Has(model, place));

    private static IEnumerable<ChunkPlace> Places(string memoryId, (long ContentVersion, int Parts) document) =>
        Enumerable.Range(1, document.Parts).Select(number => new ChunkPlace(memoryId, document.ContentVersion, number));

    private static ChunkPlace Place(VectorRow row, long contentVersion) => new(row.OwnerId, contentVersion, int.Parse(row.ItemId, CultureInfo.InvariantCulture));

    private static string Write(ChunkPlace place) => string.Create(CultureInfo.InvariantCulture, $"{place.MemoryId}/{place.ContentVersion}/{place.Number}");

    private static ChunkPlace Read(string itemId)
    {
        var parts = itemId.Split('/');
        return new ChunkPlace(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}
