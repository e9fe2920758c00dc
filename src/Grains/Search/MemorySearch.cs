using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.MemoryTypes;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Search;

/// <summary>
/// A search over an organization's memories: brings the index up to what was acknowledged, asks all shards that the guard rails
/// open, and reads the best chunks with their surroundings from the store.
/// </summary>
public sealed class MemorySearch(
    IGrid grid,
    IMemoryQueries memories,
    IMemoryTypeQueries memoryTypes,
    SearchOptions options,
    TextEmbedder embedder,
    TimeProvider time)
{
    /// <exception cref="NotFoundException">A guard rail names an unknown memory type.</exception>
    public async Task<IReadOnlyList<MemorySearchHit>> SearchAsync(string organizationId, MemorySearchRequest request, CancellationToken cancellationToken)
    {
        var accesses = request.GuardRails?.MemoryTypes
            ?? [.. (await memoryTypes.ListIdsAsync(organizationId, cancellationToken)).Select(id => new MemoryTypeAccess(id, MemoryIds: null, Match: null))];
        if (accesses.Count == 0)
        {
            return [];
        }

        await SynchronizePendingAsync(organizationId, [.. accesses.Select(access => access.MemoryTypeId).Distinct()], cancellationToken);
        var shards = await OpenShardsAsync(organizationId, accesses, cancellationToken);
        var hits = await RankAsync(shards, request, cancellationToken);
        return await PassageReader.ReadAsync(grid, memories, organizationId, hits, request, cancellationToken);
    }

    /// <summary>An acknowledged text is found by the next search: what the relay has not come to yet is chunked and indexed now.</summary>
    private async Task SynchronizePendingAsync(string organizationId, IReadOnlyCollection<string> typeIds, CancellationToken cancellationToken)
    {
        var pending = await memories.ListPendingAsync(organizationId, typeIds, MaxPending, cancellationToken);
        if (pending.Count == 0)
        {
            return;
        }

        using var patience = new CancellationTokenSource(options.ReadYourWritesWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var bounds = new ParallelOptions { MaxDegreeOfParallelism = SynchronizedAtOnce, CancellationToken = either.Token };
            await Parallel.ForEachAsync(pending, bounds, (memory, _) => SynchronizeAsync(organizationId, memory)).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The relay keeps at it; this search goes on with what is indexed.
        }
    }

    private async ValueTask SynchronizeAsync(string organizationId, PendingMemory memory)
    {
        try
        {
            await (memory is { IsSynchronized: true, Shard: { } shard }
                ? grid.Get<ISearchShardGrain>(SearchShardGrain.KeyOf(organizationId, memory.TypeId, shard)).RefreshAsync(memory.MemoryId, memory.Version, CancellationToken.None)
                : grid.Get<IMemoryGrain>(GrainKey.Of(organizationId, memory.MemoryId)).SynchronizeAsync(CancellationToken.None));
        }
        catch (GridException)
        {
            // The relay tries again; the others are not to wait for that.
        }
    }

    private async Task<IReadOnlyList<OpenShard>> OpenShardsAsync(
        string organizationId, IReadOnlyList<MemoryTypeAccess> accesses, CancellationToken cancellationToken)
    {
        var open = new List<OpenShard>();
        foreach (var access in accesses)
        {
            var numbers = await grid.Get<IMemoryTypeGrain>(GrainKey.Of(organizationId, access.MemoryTypeId)).GetShardsAsync(cancellationToken);
            open.AddRange(numbers.Select(number => new OpenShard(
                access, grid.Get<ISearchShardGrain>(SearchShardGrain.KeyOf(organizationId, access.MemoryTypeId, number)))));
        }

        return open;
    }

    private async Task<IReadOnlyList<ShardHit>> RankAsync(
        IReadOnlyList<OpenShard> shards, MemorySearchRequest request, CancellationToken cancellationToken)
    {
        var terms = TextAnalyzer.AnalyzeQuery(request.Query);
        var query = new QueryVectors(embedder, request.Query);
        var embedding = Task.WhenAll(shards.Select(shard => query.ForAsync(shard.Grain, cancellationToken)));
        var statistics = await Task.WhenAll(shards.Select(shard => shard.Grain.GetStatisticsAsync(terms, cancellationToken)));
        var vectors = await embedding;
        var total = new ShardStatistics(
            statistics.Sum(part => part.Chunks),
            statistics.Sum(part => part.Terms),
            [.. terms.Select((_, term) => statistics.Sum(part => part.DocumentFrequencies[term]))]);
        var found = await Task.WhenAll(shards.Select((shard, i) => shard.Grain.SearchAsync(
            new ShardQuery(terms, request.Query, total, shard.Access.MemoryIds, shard.Access.Match, request.ChunkLimit, vectors[i]), cancellationToken)));

        // Two guard rails may open the same memory: its chunk counts once.
        return [.. found
            .SelectMany(hits => hits)
            .DistinctBy(hit => (hit.MemoryId, hit.ChunkNumber))
            .OrderByDescending(hit => hit.Score)
            .ThenBy(hit => hit.MemoryId, StringComparer.Ordinal)
            .ThenBy(hit => hit.ChunkNumber)
            .Take(request.ChunkLimit)];
    }

    private const int MaxPending = 1_000;

    /// <summary>Each takes some reads and a commit. All at once, with a backlog and several searches, would leave nobody else a connection to the database.</summary>
    private const int SynchronizedAtOnce = 16;

    private sealed record OpenShard(MemoryTypeAccess Access, ISearchShardGrain Grain);
}
