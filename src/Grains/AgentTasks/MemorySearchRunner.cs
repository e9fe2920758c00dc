using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Search;

namespace FencyGrid.Grains.AgentTasks;

/// <summary>MEMORY_SEARCH: a part for every hit.</summary>
public sealed class MemorySearchRunner(MemorySearch search) : IAgentTaskRunner
{
    public AgentTaskType TaskType => AgentTaskType.MemorySearch;

    public async Task<IReadOnlyList<AgentTaskResultPart>> RunAsync(string organizationId, AgentTaskRequest request, CancellationToken cancellationToken)
    {
        var hits = await search.SearchAsync(organizationId, ((MemorySearchTask)request).Search, cancellationToken);
        return [.. hits.Select(hit => new AgentTaskResultPart(hit.MemoryId, GridJson.Write(hit)))];
    }

    public AgentTaskResult Assemble(AgentTaskRequest request, IReadOnlyList<AgentTaskResultPart> parts) =>
        new MemorySearchResult(((MemorySearchTask)request).Search.Query, [.. parts.Select(part => GridJson.Read<MemorySearchHit>(part.Json))]);
}
