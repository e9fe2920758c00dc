using FencyGrid.Contracts.Trees;

namespace FencyGrid.Grains.Trees.State;

/// <summary>A run with what it takes to undo it: each changed fact's fields before and after, none of which is text.</summary>
/// <param name="ArchivedSummaryIds">Summaries that newer ones took the place of.</param>
public sealed record RunBody(ConsolidationRun Run, IReadOnlyList<FactChange> Changes, IReadOnlyList<string> ArchivedSummaryIds);

public sealed record FactChange(string FactId, FactMarks Before, FactMarks After);

/// <summary>The fields of a fact that consolidation may change.</summary>
public sealed record FactMarks(
    ItemState State,
    int MentionCount,
    DateTimeOffset LastConfirmed,
    double Confidence,
    double RetentionStrength,
    string? ClusterId,
    string? MergedIntoId,
    IReadOnlyList<string> LinkedFactIds,
    IReadOnlyList<string> EvidenceMessageIds,
    IReadOnlyList<string> SourceDiaIds,
    string ChangeType,
    DateTimeOffset? ConsolidatedAt,
    DateTimeOffset? ArchivedAt)
{
    public static FactMarks Of(Fact fact) => new(
        fact.State,
        fact.MentionCount,
        fact.LastConfirmed,
        fact.Confidence,
        fact.RetentionStrength,
        fact.ClusterId,
        fact.MergedIntoId,
        fact.LinkedFactIds,
        fact.EvidenceMessageIds,
        fact.SourceDiaIds,
        fact.ChangeType,
        fact.ConsolidatedAt,
        fact.ArchivedAt);
}
