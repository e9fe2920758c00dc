using System.Globalization;
using FencyGrid.Contracts;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Memories;

namespace FencyGrid.Grains.Search;

/// <summary>Turns hits into passages: texts, titles and surroundings, read from the store, so that what is deleted there is never shown.</summary>
internal static class PassageReader
{
    public static async Task<IReadOnlyList<MemorySearchHit>> ReadAsync(
        IGrid grid,
        IMemoryQueries memories,
        string organizationId,
        IReadOnlyList<ShardHit> hits,
        MemorySearchRequest request,
        CancellationToken cancellationToken)
    {
        var rows = (await memories.FindManyAsync(organizationId, [.. hits.Select(hit => hit.MemoryId).Distinct()], cancellationToken))
            .ToDictionary(row => row.Id);
        var typeNames = new Dictionary<string, string>();
        var places = hits.SelectMany(hit => Window(hit, request).Where(number => number > 0).Select(number => new ChunkPlace(hit.MemoryId, hit.ContentVersion, number)));
        var chunks = new Dictionary<(string MemoryId, int Number), ChunkRow>();
        foreach (var chunk in await memories.GetChunksAsync(organizationId, places.ToHashSet(), cancellationToken))
        {
            chunks[(chunk.MemoryId, chunk.Number)] = chunk;
        }

        var read = new List<MemorySearchHit>(hits.Count);
        foreach (var hit in hits)
        {
            if (!rows.TryGetValue(hit.MemoryId, out var row) || !chunks.TryGetValue((hit.MemoryId, hit.ChunkNumber), out var match))
            {
                continue;
            }

            if (!typeNames.TryGetValue(row.TypeId, out var typeName))
            {
                var type = await grid.Get<IMemoryTypeGrain>(GrainKey.Of(organizationId, row.TypeId)).GetAsync(cancellationToken);
                typeNames[row.TypeId] = typeName = type.Name;
            }

            var related = Window(hit, request)
                .Where(number => chunks.ContainsKey((hit.MemoryId, number)))
                .Select(number => new RelatedPassage(Passage(chunks[(hit.MemoryId, number)]), Relation(number, hit.ChunkNumber)));
            read.Add(new MemorySearchHit(row.Id, row.Title, row.TypeId, typeName, Passage(match), hit.Score, [.. related]));
        }

        return read;
    }

    private static IEnumerable<int> Window(ShardHit hit, MemorySearchRequest request) =>
        Enumerable.Range(hit.ChunkNumber - request.ContextBefore, request.ContextBefore + 1 + request.ContextAfter);

    private static ChunkRelation Relation(int number, int match) =>
        number < match ? ChunkRelation.ContextBefore : number == match ? ChunkRelation.Match : ChunkRelation.ContextAfter;

    private static Passage Passage(ChunkRow chunk) =>
        new(chunk.Number, [.. chunk.Pages.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(page => int.Parse(page, CultureInfo.InvariantCulture))], chunk.Text);
}
