using System.Text.Json.Serialization;
using FencyGrid.Contracts.Search;

namespace FencyGrid.Contracts.AgentTasks;

/// <summary>What a task is asked to do.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MemorySearchTask), "memorySearch")]
[JsonDerivedType(typeof(MemoryChatTask), "memoryChat")]
[JsonDerivedType(typeof(ExploreMemoriesTask), "exploreMemories")]
[JsonDerivedType(typeof(StreamingChatCompletionTask), "streamingChatCompletion")]
[JsonDerivedType(typeof(StructuredChatCompletionTask), "structuredChatCompletion")]
public abstract record AgentTaskRequest
{
    [JsonIgnore]
    public abstract AgentTaskType TaskType { get; }

    /// <summary>The model by its <c>provider/model</c> name; null leaves the choice to configuration.</summary>
    public string? Model { get; init; }

    /// <summary>The request bounded by what its session allows to read; a request that reads no memory stays as it is.</summary>
    public virtual AgentTaskRequest Within(GuardRails? guardRails) => this;
}

/// <param name="QueryCount">So many variations of the query are searched for beside it; 0 for none.</param>
/// <param name="Language">The language of the variations, such as <c>en</c>.</param>
public sealed record MemorySearchTask(MemorySearchRequest Search, int QueryCount = 0, string? Language = null) : AgentTaskRequest
{
    public override AgentTaskType TaskType => AgentTaskType.MemorySearch;

    public override AgentTaskRequest Within(GuardRails? guardRails) => this with { Search = Search with { GuardRails = guardRails } };
}

/// <param name="Language">The language to answer in, such as <c>en</c>.</param>
/// <param name="MemoryScanLimit">At most so many memories are read.</param>
/// <param name="ChunkLimit">At most so many chunks come of one search.</param>
public sealed record MemoryChatTask(
    IReadOnlyList<ChatTurn> Messages, GuardRails? GuardRails, string? Language, int MemoryScanLimit, int ChunkLimit) : AgentTaskRequest
{
    public override AgentTaskType TaskType => AgentTaskType.MemoryChat;

    public override AgentTaskRequest Within(GuardRails? guardRails) => this with { GuardRails = guardRails };
}

/// <param name="Language">The language to answer in, such as <c>en</c>.</param>
public sealed record ExploreMemoriesTask(string Query, GuardRails? GuardRails, string? Language) : AgentTaskRequest
{
    public override AgentTaskType TaskType => AgentTaskType.ExploreMemories;

    public override AgentTaskRequest Within(GuardRails? guardRails) => this with { GuardRails = guardRails };
}

public sealed record StreamingChatCompletionTask(IReadOnlyList<ChatTurn> Messages, Sampling Sampling) : AgentTaskRequest
{
    public override AgentTaskType TaskType => AgentTaskType.StreamingChatCompletion;
}

/// <param name="JsonSchema">The schema that the answer keeps to, as JSON text.</param>
public sealed record StructuredChatCompletionTask(IReadOnlyList<ChatTurn> Messages, string JsonSchema, Sampling Sampling) : AgentTaskRequest
{
    public override AgentTaskType TaskType => AgentTaskType.StructuredChatCompletion;
}

public enum ChatTurnRole
{
    System,
    User,
    Assistant,
}

public sealed record ChatTurn(ChatTurnRole Role, string Content);

/// <summary>How freely a model chooses its words; null leaves it to the model.</summary>
public sealed record Sampling(double? Temperature, double? TopP);

/// <param name="Metadata">A JSON object as text; null for none.</param>
/// <param name="ClientToken">For a task that a browser client starts: the session's token, which decides what the task may be and read, and is used up.</param>
/// <param name="StreamToken">Of the stream that the progress goes to; null for none.</param>
public sealed record NewAgentTask(AgentTaskRequest Request, string? Metadata, string? ClientToken = null, string? StreamToken = null);
