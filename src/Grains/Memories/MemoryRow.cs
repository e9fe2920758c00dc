using FencyGrid.Contracts.Memories;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Memories;

/// <summary>Table <c>memories</c>, key (organization_id, id).</summary>
/// <param name="ContentVersion">Grows with every new text; chunks carry the one they were cut from.</param>
/// <param name="SynchronizedVersion">The content version that is chunked and stored; 0 before the first.</param>
/// <param name="ChunkCount">The chunks of the synchronized version.</param>
/// <param name="Shard">The shard that indexes the memory; null before the first synchronization.</param>
/// <param name="Metadata">A JSON object as text.</param>
public sealed record MemoryRow(
    string OrganizationId,
    string Id,
    string TypeId,
    SourceType SourceType,
    string Title,
    string? Url,
    string Metadata,
    ContentStatus ContentStatus,
    string? FailureReason,
    long ContentVersion,
    long SynchronizedVersion,
    int ChunkCount,
    int? Shard,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long Version) : IVersionedRow;

/// <summary>Table <c>memory_contents</c>, key (organization_id, memory_id): the whole text of the memory's newest content version.</summary>
/// <param name="HasPages">Whether form feeds part the text into pages.</param>
public sealed record MemoryContentRow(string OrganizationId, string MemoryId, long ContentVersion, string Text, bool HasPages = false) : IRow;

/// <summary>Table <c>chunks</c>, key (organization_id, memory_id, number). Only the synchronized content version has rows.</summary>
/// <param name="Number">1 for the memory's first chunk.</param>
/// <param name="Heading">The trail of headings the chunk stands under, joined by <c> › </c>; empty for none.</param>
/// <param name="Pages">Page numbers joined by commas; empty where the source has no pages.</param>
/// <param name="IndexEntry">The chunk as the index takes it in, so that a shard loads without analysing text again; see SearchIndex.</param>
public sealed record ChunkRow(
    string OrganizationId,
    string MemoryId,
    long ContentVersion,
    int Number,
    string Heading,
    string Pages,
    string Text,
    byte[] IndexEntry) : IRow;
