namespace FencyGrid.Contracts.Memories;

public enum SourceType
{
    Text,
    Url,
    File,
}

public enum ContentStatus
{
    /// <summary>No content was given yet (a file memory before its upload).</summary>
    Empty,

    /// <summary>Content was given and is being fetched, converted, chunked or indexed.</summary>
    Synchronizing,

    Synchronized,

    /// <summary>The content could not be had; the reason says why.</summary>
    Failed,
}

/// <summary>A document memory as its readers see it.</summary>
/// <param name="Content">The whole text; null until <see cref="ContentStatus.Synchronized"/>.</param>
/// <param name="ContentParts">How many chunks the text was cut into; null until synchronized.</param>
/// <param name="Metadata">A JSON object as text.</param>
public sealed record Memory(
    string Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    SourceType SourceType,
    string TypeId,
    string Title,
    string? Content,
    int? ContentParts,
    ContentStatus ContentStatus,
    string? FailureReason,
    string Metadata);

/// <summary>What a new memory is made of. <paramref name="Text"/> goes with TEXT, <paramref name="Url"/> with URL.</summary>
/// <param name="Metadata">A JSON object as text; null for none.</param>
public sealed record NewMemory(SourceType SourceType, string TypeId, string Title, string? Text, string? Url, string? Metadata);

/// <summary>A change of a memory: null leaves a field as it is.</summary>
/// <param name="Metadata">A JSON object as text that replaces the metadata whole.</param>
public sealed record MemoryChange(string? Title, string? Text, string? Url, string? Metadata);
