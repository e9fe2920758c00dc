using FencyGrid.Api.Http;
using FencyGrid.Contracts.AgentTasks;

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

    private static FencySuccessResponse Of(AgentTaskResult result, DateTimeOffset completedAt) => result switch
    {
        MemorySearchResult search => new FencyMemorySearchResponse(completedAt, search.Query, [.. search.Items.Select(FencySearchItem.Of)]),
        MemoryAnswer answer => new FencyMemoryAnswerResponse(answer.Text, completedAt, [.. answer.Sources.Select(FencySource.Of)]),
        ChatCompletionResult chat => new FencyChatCompletionResponse(chat.Text, completedAt, [.. chat.Messages.Select(FencyMessage.Of)]),
        StructuredCompletionResult structured => new FencyStructuredCompletionResponse(
            new RawJson(structured.Json), completedAt, [.. structured.Messages.Select(FencyMessage.Of)]),
        _ => throw new InvalidOperationException($"A result of {result.GetType().Name} has no shape here."),
    };
}
