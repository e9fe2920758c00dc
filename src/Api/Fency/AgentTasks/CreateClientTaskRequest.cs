using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Contracts.AgentTasks;

namespace FencyGrid.Api.Fency.AgentTasks;

public sealed record ChatCompletionFields(IReadOnlyList<FencyMessage> Messages, string? Model, double? Temperature, double? TopP);

public sealed record StructuredCompletionFields(IReadOnlyList<FencyMessage> Messages, string JsonSchema, string? Model, double? Temperature, double? TopP);

public sealed record MemoryChatFields(IReadOnlyList<FencyMessage> Messages, string? Model, string? Language, int? MemoryScanLimit, int? ChunkLimit);

public sealed record MemorySearchFields(
    string Query, string? Model, string? Language, int? ChunkLimit, FencyContextExpansion? ContextExpansion, FencyQueryExpansion? QueryExpansion);

public sealed record ExploreMemoriesFields(string Query, string? Model, string? Language);

/// <summary>The task that a browser client starts: an object named by its kind, exactly one of them.</summary>
public sealed record CreateClientTaskRequest(
    ChatCompletionFields? StreamingChatCompletionTask,
    StructuredCompletionFields? StructuredChatCompletionTask,
    MemoryChatFields? MemoryChatTask,
    MemorySearchFields? MemorySearchTask,
    ExploreMemoriesFields? ExploreMemoriesTask)
{
    private static readonly IReadOnlyDictionary<string, AgentTaskType> Kinds = new Dictionary<string, AgentTaskType>(StringComparer.Ordinal)
    {
        ["streamingChatCompletionTask"] = AgentTaskType.StreamingChatCompletion,
        ["structuredChatCompletionTask"] = AgentTaskType.StructuredChatCompletion,
        ["memoryChatTask"] = AgentTaskType.MemoryChat,
        ["memorySearchTask"] = AgentTaskType.MemorySearch,
        ["exploreMemoriesTask"] = AgentTaskType.ExploreMemories,
    };

    /// <summary>What it may read is not its to say: the session's guard rails are put in its place.</summary>
    internal static AgentTaskRequest Read(RequestFields fields)
    {
        var given = Kinds.Keys.Where(kind => fields.Find(kind) is not null).ToArray();
        if (given.Length != 1)
        {
            throw new RefusedException(
                StatusCodes.Status400BadRequest, ErrorCodes.InvalidRequest,
                $"The body must have exactly one of {string.Join(", ", Kinds.Keys)}; {(given.Length == 0 ? "none" : string.Join(", ", given))} was given.");
        }

        return TaskFields.Read(fields.Object(given[0])!.Value, Kinds[given[0]], guardRails: null);
    }
}
