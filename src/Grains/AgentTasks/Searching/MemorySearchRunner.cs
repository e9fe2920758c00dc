using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.AgentTasks.Runs;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Search;

namespace FencyGrid.Grains.AgentTasks.Searching;

/// <summary>MEMORY_SEARCH: a part for every hit.</summary>
public sealed class MemorySearchRunner(MemorySearch search, OpenedMemoryTypes memoryTypes) : IAgentTaskRunner
{
    /// <summary>A chunk that only a variation of the query finds ranks behind one that the query itself finds as well.</summary>
    private const double VariationWeight = 0.85;

    public AgentTaskType TaskType => AgentTaskType.MemorySearch;

    public async Task<IReadOnlyList<AgentTaskResultPart>> RunAsync(AgentTaskRun run, CancellationToken cancellationToken)
    {
        var task = (MemorySearchTask)run.Request;
        var hits = run.Progress == TaskProgress.None && task.QueryCount == 0
            ? await search.SearchAsync(run.OrganizationId, task.Search, cancellationToken)
            : await SearchInStepsAsync(run, task, cancellationToken);
        return [.. hits.Select(hit => new AgentTaskResultPart(hit.MemoryId, GridJson.Write(hit)))];
    }

    public AgentTaskResult Assemble(AgentTaskRequest request, IReadOnlyList<AgentTaskResultPart> parts) =>
        new MemorySearchResult(((MemorySearchTask)request).Search.Query, [.. parts.Select(part => GridJson.Read<MemorySearchHit>(part.Json))]);

    private async Task<IReadOnlyList<MemorySearchHit>> SearchInStepsAsync(AgentTaskRun run, MemorySearchTask task, CancellationToken cancellationToken)
    {
        var types = await memoryTypes.ListAsync(run.OrganizationId, task.Search.GuardRails, cancellationToken);
        var found = new List<MemorySearchHit>();
        if (task.QueryCount > 0)
        {
            found.AddRange(await ExploreAsync(run, task, types, cancellationToken));
        }

        await run.Progress.PublishAsync("types", new SearchMemoryTypesProgress([.. types.Select(type => new SearchedMemoryType(type.Id, type.Name, Chunks: null, BestScore: 0))]), cancellationToken);
        var direct = await search.SearchAsync(run.OrganizationId, task.Search, cancellationToken);
        var byType = direct.ToLookup(hit => hit.MemoryTypeId);
        await run.Progress.PublishAsync(
            "types",
            new SearchMemoryTypesProgress([.. types.Select(type => new SearchedMemoryType(
                type.Id, type.Name, byType[type.Id].Count(), byType[type.Id].Select(hit => hit.Score).DefaultIfEmpty().Max()))]),
            cancellationToken);
        return [.. direct.Concat(found.Select(hit => hit with { Score = hit.Score * VariationWeight }))
            .GroupBy(hit => (hit.MemoryId, hit.MatchingChunk.ChunkNumber))
            .Select(same => same.MaxBy(hit => hit.Score)!)
            .OrderByDescending(hit => hit.Score)
            .ThenBy(hit => hit.MemoryId, StringComparer.Ordinal)
            .ThenBy(hit => hit.MatchingChunk.ChunkNumber)
            .Take(task.Search.ChunkLimit)];
    }

    private async Task<IReadOnlyList<MemorySearchHit>> ExploreAsync(
        AgentTaskRun run, MemorySearchTask task, IReadOnlyList<OpenedMemoryType> types, CancellationToken cancellationToken)
    {
        await run.Progress.PublishAsync("queries", new GeneratingQueriesProgress([.. types.Select(type => new QueriesOfType(type.Id, type.Name, Queries: null, Reasoning: null))]), cancellationToken);
        var variations = await QueryVariations.OfAsync(task, run.Model?.Client, cancellationToken);
        await run.Progress.PublishAsync(
            "queries",
            new GeneratingQueriesProgress([.. types.Select(type => new QueriesOfType(type.Id, type.Name, variations.Queries, variations.Reasoning))]),
            cancellationToken);

        var explored = (
            from query in variations.Queries
            from type in types
            select new ExploredQuery(query, type.Id, type.Name, Items: null)).ToArray();
        await run.Progress.PublishAsync("explore", new ExploreQueriesProgress(explored), cancellationToken);
        var found = new List<MemorySearchHit>();
        foreach (var query in variations.Queries)
        {
            var hits = await search.SearchAsync(run.OrganizationId, task.Search with { Query = query }, cancellationToken);
            found.AddRange(hits);
            for (var i = 0; i < explored.Length; i++)
            {
                if (explored[i].Query == query)
                {
                    explored[i] = explored[i] with { Items = [.. hits.Where(hit => hit.MemoryTypeId == explored[i].MemoryTypeId)] };
                }
            }

            await run.Progress.PublishAsync("explore", new ExploreQueriesProgress([.. explored]), cancellationToken);
        }

        return found;
    }
}
