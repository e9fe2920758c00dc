using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Vai;

/// <param name="Source">Where it was written from: <c>explicit</c> for what this API was given, <c>conversation</c> for what was read from one, and so on.</param>
/// <param name="SourceThreadId">The conversation; null for none.</param>
/// <param name="SourceTurnId">The message it was read from; null for none.</param>
public sealed record VaiMemory(
    string Content,
    DateTimeOffset CreatedAt,
    string Id,
    Guid OrganizationId,
    string Source,
    Guid? SourceThreadId,
    Guid? SourceTurnId)
{
    public static VaiMemory Of(Fact fact, Guid organization) => new(
        fact.Text,
        fact.CreatedAt,
        fact.Id,
        organization,
        fact.SourceType,
        VaiIds.OfThread(fact.SessionId),
        fact.EvidenceMessageIds is [var message, ..] ? Guid.Parse(message) : null);
}

/// <param name="Total">How many there are in all.</param>
public sealed record VaiMemories(IReadOnlyList<VaiMemory> Memories, long Total);

/// <param name="NextOffset">Where to go on.</param>
public sealed record VaiBackfill(int Examined, int Failed, bool HasMore, int Limit, int NextOffset, int Offset, int Processed, int Skipped)
{
    public static VaiBackfill Of(BackfillRequest request, BackfillResult result) => new(
        result.Examined,
        result.Failed,
        result.HasMore,
        request.Limit,
        result.NextOffset,
        request.Offset,
        result.Processed,
        result.Skipped);
}
