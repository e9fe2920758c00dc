using System.Globalization;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.AgentTasks.Searching;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.MemoryTypes;
using FencyGrid.Grains.Search;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.AgentTasks.Answers;

/// <summary>Opens an organization's memories to tasks, each within its guard rails.</summary>
public sealed class MemoryLibrary(MemorySearch search, IMemoryQueries memories, IMemoryTypeQueries types, OpenedMemoryTypes names)
{
    internal Shelf Open(string organizationId, GuardRails? guardRails) => new(this, organizationId, guardRails);

    /// <summary>What one task may read. Every way to a memory goes through here: what the guard rails do not open reads as if it did not exist.</summary>
    internal sealed class Shelf(MemoryLibrary library, string organizationId, GuardRails? guardRails)
    {
        /// <summary>Titles are looked through in the newest memories of a type; older ones are found by their text.</summary>
        private const int MaxTitles = 2_000;
        private const int MaxReadCharacters = 12_000;

        /// <exception cref="NotFoundException">A guard rail names a memory type that is not there.</exception>
        public Task<IReadOnlyList<OpenedMemoryType>> ListTypesAsync(CancellationToken cancellationToken) =>
            library.Names.ListAsync(organizationId, guardRails, cancellationToken);

        /// <param name="memoryIds">Only these; null for all.</param>
        public async Task<IReadOnlyList<MemorySearchHit>> SearchAsync(string query, IReadOnlyList<string>? memoryIds, int chunkLimit, CancellationToken cancellationToken)
        {
            var narrowed = memoryIds is null ? guardRails : new GuardRails([.. (await AccessesAsync(cancellationToken))
                .Select(access => access with { MemoryIds = access.MemoryIds is { } allowed ? [.. allowed.Intersect(memoryIds)] : memoryIds })
                .Where(access => access.MemoryIds!.Count > 0)]);
            return await library.Search.SearchAsync(
                organizationId, new MemorySearchRequest(query, narrowed, chunkLimit, ContextBefore: 0, ContextAfter: 0), cancellationToken);
        }

        /// <summary>Memories whose title or metadata has words of the query, best first, then those whose text has.</summary>
        public async Task<IReadOnlyList<ReadMemory>> FindAsync(string query, int limit, CancellationToken cancellationToken)
        {
            var terms = TextAnalyzer.AnalyzeQuery(query).ToHashSet();
            var ranked = new List<(MemoryRow Row, int Matches)>();
            foreach (var access in await AccessesAsync(cancellationToken))
            {
                var match = access.Match is { } json ? MetadataMatch.Parse(json) : null;
                var rows = access.MemoryIds is { } ids
                    ? (await library.Memories.FindManyAsync(organizationId, [.. ids], cancellationToken)).Where(row => row.TypeId == access.MemoryTypeId)
                    : await library.Memories.ListOfTypeAsync(organizationId, access.MemoryTypeId, MaxTitles, cancellationToken);
                ranked.AddRange(rows
                    .Where(row => match?.Matches(row.Metadata) != false)
                    .Select(row => (row, 2 * terms.Intersect(TextAnalyzer.Analyze(row.Title)).Count() + terms.Intersect(TextAnalyzer.Analyze(row.Metadata)).Count()))
                    .Where(entry => entry.Item2 > 0));
            }

            var found = ranked.OrderByDescending(entry => entry.Matches).ThenByDescending(entry => entry.Row.CreatedAt).Select(entry => entry.Row.Id).Distinct().Take(limit).ToList();
            if (found.Count < limit)
            {
                var hits = await SearchAsync(query, memoryIds: null, limit, cancellationToken);
                found = [.. found.Union(hits.Select(hit => hit.MemoryId)).Take(limit)];
            }

            var byId = (await library.Memories.FindManyAsync(organizationId, found, cancellationToken)).ToDictionary(row => row.Id);
            var opened = new List<ReadMemory>();
            foreach (var id in found)
            {
                if (byId.TryGetValue(id, out var row))
                {
                    opened.Add(await ViewAsync(row, [], text: null, next: null, cancellationToken));
                }
            }

            return opened;
        }

        /// <summary>The memory's text from that chunk on, as much as is good to read at once; null if it may not be read or is not there.</summary>
        public async Task<ReadMemory?> ReadAsync(string memoryId, int fromChunk, CancellationToken cancellationToken)
        {
            var row = Ids.IsWellFormed(memoryId, Ids.Memory) ? await library.Memories.FindAsync(organizationId, memoryId, cancellationToken) : null;
            if (row is null || row.SynchronizedVersion == 0 || !IsOpen(row))
            {
                return null;
            }

            var text = new System.Text.StringBuilder();
            var pages = new SortedSet<int>();
            var next = Math.Max(fromChunk, 1);
            while (text.Length < MaxReadCharacters && next <= row.ChunkCount)
            {
                const int AtOnce = 8;
                var chunks = await library.Memories.GetChunksAsync(
                    organizationId, memoryId, row.SynchronizedVersion, [.. Enumerable.Range(next, AtOnce)], cancellationToken);
                foreach (var chunk in chunks)
                {
                    if (text.Length >= MaxReadCharacters)
                    {
                        break;
                    }

                    text.AppendLine(chunk.Text);
                    pages.UnionWith(chunk.Pages.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(page => int.Parse(page, CultureInfo.InvariantCulture)));
                    next = chunk.Number + 1;
                }

                if (chunks.Count == 0)
                {
                    break;
                }
            }

            return await ViewAsync(row, [.. pages], text.ToString(), next <= row.ChunkCount ? next : null, cancellationToken);
        }

        private bool IsOpen(MemoryRow row) => guardRails is null || guardRails.MemoryTypes.Any(access =>
            access.MemoryTypeId == row.TypeId
            && access.MemoryIds?.Contains(row.Id) != false
            && (access.Match is not { } match || MetadataMatch.Parse(match).Matches(row.Metadata)));

        private async Task<IReadOnlyList<MemoryTypeAccess>> AccessesAsync(CancellationToken cancellationToken) =>
            guardRails?.MemoryTypes
            ?? [.. (await library.Types.ListIdsAsync(organizationId, cancellationToken)).Select(id => new MemoryTypeAccess(id, MemoryIds: null, Match: null))];

        private async Task<ReadMemory> ViewAsync(MemoryRow row, IReadOnlyList<int> pages, string? text, int? next, CancellationToken cancellationToken) =>
            new(row.Id, row.Title, row.TypeId, await library.Names.NameOfAsync(organizationId, row.TypeId, cancellationToken), row.Metadata, pages, text, next);
    }

    private MemorySearch Search => search;

    private IMemoryQueries Memories => memories;

    private IMemoryTypeQueries Types => types;

    private OpenedMemoryTypes Names => names;
}
