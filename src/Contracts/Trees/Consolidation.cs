namespace FencyGrid.Contracts.Trees;

public enum ConsolidationPeriod
{
    Daily,
    Weekly,
}

public enum ConsolidationStatus
{
    Completed,

    /// <summary>It would have archived more than its loss budget allows: nothing was changed.</summary>
    Refused,

    Undone,
}

/// <summary>One run of consolidation over one tree and everything that it changed, by ids and numbers, never by text.</summary>
/// <param name="Reason">Why it was refused, in words; null otherwise.</param>
public sealed record ConsolidationRun(
    string Id,
    TreeAddress Tree,
    ConsolidationPeriod Period,
    ConsolidationStatus Status,
    DateTimeOffset StartedAt,
    DateTimeOffset CompletedAt,
    DateTimeOffset? UndoneAt,
    int FactsExamined,
    string? Reason,
    ConsolidationDiff Diff);

/// <param name="Run">Null if there was nothing to do.</param>
/// <param name="NextNight">When there will be, if nothing more is written; null for never.</param>
public sealed record NightlyConsolidation(ConsolidationRun? Run, DateTimeOffset? NextNight);

/// <param name="Archived">Facts that were put away as duplicates, with the fact that stands for each.</param>
/// <param name="Links">Pairs of facts that were linked.</param>
/// <param name="Retention">Facts whose retention strength changed, with the value before and after.</param>
/// <param name="SummaryIds">Summaries that were written.</param>
/// <param name="ConfirmedFactIds">Facts that took over the mentions of their duplicates.</param>
public sealed record ConsolidationDiff(
    IReadOnlyList<ArchivedFact> Archived,
    IReadOnlyList<FactLink> Links,
    IReadOnlyList<RetentionChange> Retention,
    IReadOnlyList<string> SummaryIds,
    IReadOnlyList<string> ConfirmedFactIds);

public sealed record ArchivedFact(string Id, string KeptId);

public sealed record FactLink(string FirstId, string SecondId);

public sealed record RetentionChange(string FactId, double Before, double After);

/// <summary>What a summary is to be written from.</summary>
/// <param name="Version">Grows when the summary or what it draws on changes.</param>
/// <param name="Texts">In their order; the weightiest where they are too many.</param>
public sealed record SummarySources(string Id, long Version, DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd, IReadOnlyList<string> Texts);

/// <summary>A summary's text, written from its sources of that version.</summary>
public sealed record SummaryText(string Id, long Version, string Summary, IReadOnlyList<string> Topics);

/// <summary>What a tree took in over a period, in words that stand for themselves.</summary>
/// <param name="SessionId">Set when all of it came from one session.</param>
/// <param name="SourceIds">The facts (daily) or summaries (weekly) that it draws on; when one of them is deleted, it is written anew without it or removed.</param>
public sealed record MemorySummary(
    string Id,
    TreeAddress Tree,
    ConsolidationPeriod Stage,
    string Summary,
    IReadOnlyList<string> Topics,
    string? SessionId,
    DateTimeOffset PeriodStart,
    DateTimeOffset PeriodEnd,
    DateTimeOffset CreatedAt,
    IReadOnlyList<string> SourceIds);
