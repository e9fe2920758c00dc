using System.Text.Json.Serialization;
using FencyGrid.Api.Http;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.MemoryTypes;

namespace FencyGrid.Api.Fency;

// The objects of Fency's answers. Field order and nulls are part of the format.

/// <param name="FailureReason">Why the content could not be had; only there when <c>contentStatus</c> is FAILED. Our addition.</param>
public sealed record FencyMemory(
    string Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    SourceType SourceType,
    string TypeId,
    string Title,
    string? Content,
    int? ContentParts,
    ContentStatus ContentStatus,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FailureReason,
    RawJson Metadata)
{
    public static FencyMemory Of(Memory memory) => new(
        memory.Id,
        memory.CreatedAt,
        memory.UpdatedAt,
        memory.SourceType,
        memory.TypeId,
        memory.Title,
        memory.Content,
        memory.ContentParts,
        memory.ContentStatus,
        memory.ContentStatus == ContentStatus.Failed ? memory.FailureReason : null,
        new RawJson(memory.Metadata));
}

public sealed record FencyMetadataField(string Name, string? Description, MetadataFieldType FieldType);

public sealed record FencyMemoryType(
    string Id, DateTimeOffset CreatedAt, string Name, string? Description, IReadOnlyList<FencyMetadataField> MetadataFields)
{
    public static FencyMemoryType Of(MemoryType type) => new(
        type.Id,
        type.CreatedAt,
        type.Name,
        type.Description,
        [.. type.MetadataFields.Select(field => new FencyMetadataField(field.Name, field.Description, field.FieldType))]);

    public static FencyMemoryType Of(MemoryTypeRow row) =>
        new(row.Id, row.CreatedAt, row.Name, row.Description, GridJson.Read<FencyMetadataField[]>(row.MetadataFields));
}

public sealed record FencyPagination(string? PreviousPageToken, string? NextPageToken);

public sealed record FencyPage<T>(IReadOnlyList<T> Items, FencyPagination Pagination);

public sealed record FencyError(FencyErrorDetail Error);

public sealed record FencyErrorDetail(string Message, string Code);

/// <summary>What a task came to; which kind depends on its <c>taskType</c>.</summary>
[JsonDerivedType(typeof(FencyMemorySearchResponse))]
[JsonDerivedType(typeof(FencyMemoryAnswerResponse))]
[JsonDerivedType(typeof(FencyChatCompletionResponse))]
[JsonDerivedType(typeof(FencyStructuredCompletionResponse))]
public abstract record FencySuccessResponse;

public sealed record FencyMemorySearchResponse(DateTimeOffset CompletedAt, string Query, IReadOnlyList<FencySearchItem> Items) : FencySuccessResponse;

public sealed record FencySearchItem(
    string MemoryId,
    string MemoryTitle,
    string MemoryTypeId,
    string MemoryTypeName,
    FencyChunk MatchingChunk,
    double MatchingChunkScore,
    IReadOnlyList<FencyRelatedChunk> Chunks)
{
    public static FencySearchItem Of(MemorySearchHit hit) => new(
        hit.MemoryId,
        hit.MemoryTitle,
        hit.MemoryTypeId,
        hit.MemoryTypeName,
        new FencyChunk(hit.MatchingChunk.ChunkNumber, hit.MatchingChunk.PageNumbers, hit.MatchingChunk.Content),
        hit.Score,
        [.. hit.Chunks.Select(chunk => new FencyRelatedChunk(
            chunk.Passage.ChunkNumber, chunk.Passage.PageNumbers, chunk.Passage.Content, chunk.Relation))]);
}

public sealed record FencyChunk(int ChunkNumber, IReadOnlyList<int> PageNumbers, string Content);

public sealed record FencyRelatedChunk(int ChunkNumber, IReadOnlyList<int> PageNumbers, string Content, ChunkRelation Relation);

public sealed record FencyFailureResponse(string Message);

public sealed record FencyAgentTask(
    string Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    AgentTaskStatus Status,
    AgentTaskType TaskType,
    DateTimeOffset? SucceededAt,
    FencySuccessResponse? SuccessResponse,
    DateTimeOffset? FailedAt,
    FencyFailureResponse? FailureResponse,
    RawJson Metadata);
