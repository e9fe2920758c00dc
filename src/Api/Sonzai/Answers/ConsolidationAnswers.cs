using FencyGrid.Api.Sonzai.Schemas;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Answers;

internal sealed record TriggerConsolidationOutputBody : SonzaiObject
{
    /// <summary>False when a run was refused because it would have put away more than its loss budget allows.</summary>
    public required bool Success { get; init; }
}

internal sealed record SummariesResponse : SonzaiObject
{
    /// <summary>Newest first.</summary>
    public required IReadOnlyList<SonzaiMemorySummary> Summaries { get; init; }
}

internal sealed record SonzaiMemorySummary
{
    public required string SummaryId { get; init; }

    public required string AgentId { get; init; }

    public string? UserId { get; init; }

    public string? SessionId { get; init; }

    /// <summary><c>daily</c> or <c>weekly</c>.</summary>
    public required string Stage { get; init; }

    public required string Summary { get; init; }

    public IReadOnlyList<string>? Topics { get; init; }

    public required DateTimeOffset PeriodStart { get; init; }

    public required DateTimeOffset PeriodEnd { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public static SonzaiMemorySummary Of(MemorySummary summary) => new()
    {
        SummaryId = summary.Id,
        AgentId = summary.Tree.AgentId,
        UserId = summary.Tree.IsAgentGlobal ? null : summary.Tree.UserId,
        SessionId = summary.SessionId,
        Stage = Wire.Period(summary.Stage),
        Summary = summary.Summary,
        Topics = Wire.Some(summary.Topics),
        PeriodStart = summary.PeriodStart,
        PeriodEnd = summary.PeriodEnd,
        CreatedAt = summary.CreatedAt,
    };
}
