using System.Text.Json.Serialization;
using FencyGrid.Contracts.Search;

namespace FencyGrid.Contracts.AgentTasks;

/// <summary>What a task came to.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MemorySearchResult), "memorySearch")]
public abstract record AgentTaskResult;

/// <param name="Items">Best first. A hit whose memory has been deleted since is no longer in it.</param>
public sealed record MemorySearchResult(string Query, IReadOnlyList<MemorySearchHit> Items) : AgentTaskResult;
