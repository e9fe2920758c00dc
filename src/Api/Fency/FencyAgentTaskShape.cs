using FencyGrid.Api.Http;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Search;

namespace FencyGrid.Api.Fency;

internal static class FencyAgentTaskShape
{
    public static FencyAgentTask Of(AgentTask task) => new(
        task.Id,
        task.CreatedAt,
        task.UpdatedAt,
        task.Status,
        task.TaskType,
        task.Status == AgentTaskStatus.Succeeded ? task.CompletedAt : null,
        task.Status == AgentTaskStatus.Succeeded && task.Result is { } result ? Of(result, task.CompletedAt ?? task.UpdatedAt) : null,
        task.Status == AgentTaskStatus.Failed ? task.CompletedAt : null,
        task.Status == AgentTaskStatus.Failed ? new FencyFailureResponse(task.FailureReason ?? "The task failed.") : null,
        new RawJson(task.Metadata));

    private static FencyMemorySearchResponse Of(AgentTaskResult result, DateTimeOffset completedAt) => result switch
    {
        MemorySearchResult search => new FencyMemorySearchResponse(completedAt, search.Query, [.. search.Items.Select(Of)]),
        _ => throw new InvalidOperationException($"A result of {result.GetType().Name} has no shape here."),
    };

    private static FencySearchItem Of(MemorySearchHit hit) => new(
        hit.MemoryId,
        hit.MemoryTitle,
        hit.MemoryTypeId,
        hit.MemoryTypeName,
        new FencyChunk(hit.MatchingChunk.ChunkNumber, hit.MatchingChunk.PageNumbers, hit.MatchingChunk.Content),
        hit.Score,
        [.. hit.Chunks.Select(chunk => new FencyRelatedChunk(
            chunk.Passage.ChunkNumber, chunk.Passage.PageNumbers, chunk.Passage.Content, chunk.Relation))]);
}
