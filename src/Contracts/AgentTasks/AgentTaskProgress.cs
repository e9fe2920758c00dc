using System.Text.Json.Serialization;
using FencyGrid.Contracts.Search;

namespace FencyGrid.Contracts.AgentTasks;

/// <summary>One thing that a running task tells its client.</summary>
/// <param name="Id">Tells the item from the task's others: the same id again replaces the item.</param>
/// <param name="At">When this state of it was published.</param>
public sealed record ProgressItem(string AgentTaskId, AgentTaskType TaskType, string Id, DateTimeOffset At, AgentTaskProgress Progress);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TextProgress), "text")]
[JsonDerivedType(typeof(ThinkingProgress), "thinking")]
[JsonDerivedType(typeof(ClassifyingProgress), "classifying")]
[JsonDerivedType(typeof(PlanningProgress), "planning")]
[JsonDerivedType(typeof(FindMemoriesProgress), "findMemories")]
[JsonDerivedType(typeof(FoundMemoriesProgress), "foundMemories")]
[JsonDerivedType(typeof(SearchChunksProgress), "searchChunks")]
[JsonDerivedType(typeof(FindSourcesProgress), "findSources")]
[JsonDerivedType(typeof(FoundSourcesProgress), "foundSources")]
[JsonDerivedType(typeof(GeneratingQueriesProgress), "generatingQueries")]
[JsonDerivedType(typeof(ExploreQueriesProgress), "exploreQueries")]
[JsonDerivedType(typeof(SearchMemoryTypesProgress), "searchMemoryTypes")]
[JsonDerivedType(typeof(CompletedProgress), "completed")]
[JsonDerivedType(typeof(ErrorProgress), "error")]
public abstract record AgentTaskProgress
{
    /// <summary>Roughly how many characters it holds, so that a stream can bound what it keeps.</summary>
    [JsonIgnore]
    public virtual int Weight => 100;

    protected static int WeightOf(IReadOnlyList<MemorySearchHit>? hits) =>
        hits?.Sum(hit => 300 + hit.MatchingChunk.Content.Length + hit.Chunks.Sum(chunk => chunk.Passage.Content.Length + 100)) ?? 0;
}

/// <param name="Text">The whole answer so far.</param>
public sealed record TextProgress(string Text) : AgentTaskProgress
{
    public override int Weight => 100 + Text.Length;
}

public sealed record ThinkingProgress : AgentTaskProgress;

public sealed record ClassifyingProgress : AgentTaskProgress;

/// <param name="Text">What the task is going to do; null while that is not decided.</param>
public sealed record PlanningProgress(string? Text) : AgentTaskProgress
{
    public override int Weight => 100 + (Text?.Length ?? 0);
}

/// <param name="Query">The words of the titles looked for.</param>
public sealed record FindMemoriesProgress(string Query) : AgentTaskProgress;

public sealed record MemoryReference(string MemoryId, string MemoryTitle);

public sealed record FoundMemoriesProgress(IReadOnlyList<MemoryReference> Memories) : AgentTaskProgress
{
    public override int Weight => 100 + (200 * Memories.Count);
}

/// <param name="Memories">The memories that the search is bounded to; null for all.</param>
/// <param name="Items">What was found; null while the search runs.</param>
public sealed record SearchChunksProgress(string Query, IReadOnlyList<MemoryReference>? Memories, IReadOnlyList<MemorySearchHit>? Items) : AgentTaskProgress
{
    public override int Weight => 200 + WeightOf(Items);
}

public sealed record FindSourcesProgress : AgentTaskProgress;

public sealed record FoundSourcesProgress(IReadOnlyList<AnswerSource> Sources) : AgentTaskProgress
{
    public override int Weight => 100 + (300 * Sources.Count);
}

/// <param name="Queries">Null while they are being thought of.</param>
/// <param name="Reasoning">Where the queries come from; null while they are being thought of.</param>
public sealed record QueriesOfType(string MemoryTypeId, string MemoryTypeName, IReadOnlyList<string>? Queries, string? Reasoning);

public sealed record GeneratingQueriesProgress(IReadOnlyList<QueriesOfType> MemoryTypes) : AgentTaskProgress
{
    public override int Weight => 100 + MemoryTypes.Sum(type => 150 + (type.Queries?.Sum(query => query.Length) ?? 0));
}

/// <param name="Items">Null while the search runs.</param>
public sealed record ExploredQuery(string Query, string MemoryTypeId, string MemoryTypeName, IReadOnlyList<MemorySearchHit>? Items);

public sealed record ExploreQueriesProgress(IReadOnlyList<ExploredQuery> Queries) : AgentTaskProgress
{
    public override int Weight => 100 + Queries.Sum(query => 200 + WeightOf(query.Items));
}

/// <param name="Chunks">How many chunks matched; null while the search runs.</param>
/// <param name="BestScore">0 to 1; 0 where nothing matched.</param>
public sealed record SearchedMemoryType(string MemoryTypeId, string MemoryTypeName, int? Chunks, double BestScore);

public sealed record SearchMemoryTypesProgress(IReadOnlyList<SearchedMemoryType> MemoryTypes) : AgentTaskProgress
{
    public override int Weight => 100 + (200 * MemoryTypes.Count);
}

/// <summary>The task has succeeded, and its result is stored.</summary>
public sealed record CompletedProgress(AgentTaskResult Result) : AgentTaskProgress
{
    public override int Weight => 200 + Result switch
    {
        MemorySearchResult search => WeightOf(search.Items),
        MemoryAnswer answer => (answer.Text?.Length ?? 0) + (300 * answer.Sources.Count),
        ChatCompletionResult chat => chat.Messages.Sum(message => message.Content.Length) + chat.Text.Length,
        StructuredCompletionResult structured => structured.Messages.Sum(message => message.Content.Length) + structured.Json.Length,
        _ => 0,
    };
}

/// <summary>The task has failed, and that is stored.</summary>
public sealed record ErrorProgress(string Message) : AgentTaskProgress;
