using FencyGrid.Api.Http;
using FencyGrid.Contracts.AgentTasks;

namespace FencyGrid.Api.Fency;

/// <param name="Text">Null once one of the memories that it was written from is deleted.</param>
public sealed record FencyMemoryAnswerResponse(string? Text, DateTimeOffset CompletedAt, IReadOnlyList<FencySource> Sources) : FencySuccessResponse;

public sealed record FencyChatCompletionResponse(string Text, DateTimeOffset CompletedAt, IReadOnlyList<FencyMessage> Messages) : FencySuccessResponse;

public sealed record FencyStructuredCompletionResponse(RawJson Json, DateTimeOffset CompletedAt, IReadOnlyList<FencyMessage> Messages) : FencySuccessResponse;

public sealed record FencySource(string MemoryTypeId, string MemoryTypeName, string MemoryId, string MemoryTitle, IReadOnlyList<int> PageNumbers)
{
    public static FencySource Of(AnswerSource source) =>
        new(source.MemoryTypeId, source.MemoryTypeName, source.MemoryId, source.MemoryTitle, source.PageNumbers);
}

public sealed record FencyMessage(ChatTurnRole Role, string Content)
{
    public static FencyMessage Of(ChatTurn turn) => new(turn.Role, turn.Content);
}
