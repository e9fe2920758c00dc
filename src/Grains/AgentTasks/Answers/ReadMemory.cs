namespace FencyGrid.Grains.AgentTasks.Answers;

/// <summary>A memory, or a stretch of one, that a task may read.</summary>
/// <param name="Text">Null where only the title is known.</param>
/// <param name="NextChunk">Where the rest of the memory starts; null if this is all.</param>
internal sealed record ReadMemory(
    string Id, string Title, string TypeId, string TypeName, string Metadata, IReadOnlyList<int> PageNumbers, string? Text, int? NextChunk);
