using System.Text.Json.Serialization;
using FencyGrid.Contracts.Search;

namespace FencyGrid.Contracts.AgentTasks;

/// <summary>What a task came to.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MemorySearchResult), "memorySearch")]
[JsonDerivedType(typeof(MemoryAnswer), "memoryAnswer")]
[JsonDerivedType(typeof(ChatCompletionResult), "chatCompletion")]
[JsonDerivedType(typeof(StructuredCompletionResult), "structuredCompletion")]
public abstract record AgentTaskResult;

/// <param name="Items">Best first. A hit whose memory has been deleted since is no longer in it.</param>
public sealed record MemorySearchResult(string Query, IReadOnlyList<MemorySearchHit> Items) : AgentTaskResult;

/// <summary>The answer of MEMORY_CHAT and EXPLORE_MEMORIES.</summary>
/// <param name="Text">Null once one of the memories that it was written from is deleted.</param>
/// <param name="Sources">The memories that the answer cites and that still exist.</param>
public sealed record MemoryAnswer(string? Text, IReadOnlyList<AnswerSource> Sources) : AgentTaskResult;

/// <param name="PageNumbers">The pages that were read, from 1; empty where the source has no pages.</param>
public sealed record AnswerSource(string MemoryId, string MemoryTitle, string MemoryTypeId, string MemoryTypeName, IReadOnlyList<int> PageNumbers);

/// <param name="Messages">The conversation with the answer at its end.</param>
public sealed record ChatCompletionResult(string Text, IReadOnlyList<ChatTurn> Messages) : AgentTaskResult;

/// <param name="Json">The answer as JSON text; it keeps to the task's schema.</param>
/// <param name="Messages">The conversation with the answer at its end.</param>
public sealed record StructuredCompletionResult(string Json, IReadOnlyList<ChatTurn> Messages) : AgentTaskResult;
