using FencyGrid.Api.Sonzai.Schemas;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Answers;

/// <summary>The runs of an agent's trees. Our addition to the API.</summary>
internal sealed record ConsolidationsResponse : SonzaiObject
{
    /// <summary>Newest first.</summary>
    public required IReadOnlyList<SonzaiConsolidationRun> Consolidations { get; init; }
}

/// <summary>One run over one tree and what it changed.</summary>
internal sealed record SonzaiConsolidationRun : SonzaiObject
{
    public required string RunId { get; init; }

    public required string AgentId { get; init; }

    public string? InstanceId { get; init; }

    public string? UserId { get; init; }

    public required string Period { get; init; }

    /// <summary><c>completed</c>, <c>refused</c> or <c>undone</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it was refused.</summary>
    public string? Reason { get; init; }

    public required long FactsExamined { get; init; }

    public required IReadOnlyList<SonzaiArchivedFact> Archived { get; init; }

    public required IReadOnlyList<SonzaiFactLink> Linked { get; init; }

    public required IReadOnlyList<SonzaiRetentionChange> Retention { get; init; }

    public required IReadOnlyList<string> ConfirmedFactIds { get; init; }

    public required IReadOnlyList<string> SummaryIds { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset CompletedAt { get; init; }

    public DateTimeOffset? UndoneAt { get; init; }

    public static SonzaiConsolidationRun Of(ConsolidationRun run) => new()
    {
        RunId = run.Id,
        AgentId = run.Tree.AgentId,
        InstanceId = Wire.Some(run.Tree.InstanceId),
        UserId = run.Tree.IsAgentGlobal ? null : run.Tree.UserId,
        Period = Wire.Period(run.Period),
        Status = Wire.Status(run.Status),
        Reason = run.Reason,
        FactsExamined = run.FactsExamined,
        Archived = [.. run.Diff.Archived.Select(fact => new SonzaiArchivedFact { FactId = fact.Id, KeptFactId = fact.KeptId })],
        Linked = [.. run.Diff.Links.Select(link => new SonzaiFactLink { FactId = link.FirstId, OtherFactId = link.SecondId })],
        Retention = [.. run.Diff.Retention.Select(change => new SonzaiRetentionChange { FactId = change.FactId, Before = change.Before, After = change.After })],
        ConfirmedFactIds = run.Diff.ConfirmedFactIds,
        SummaryIds = run.Diff.SummaryIds,
        StartedAt = run.StartedAt,
        CompletedAt = run.CompletedAt,
        UndoneAt = run.UndoneAt,
    };
}

internal sealed record SonzaiArchivedFact
{
    public required string FactId { get; init; }

    /// <summary>The fact that stands for it.</summary>
    public required string KeptFactId { get; init; }
}

internal sealed record SonzaiFactLink
{
    public required string FactId { get; init; }

    public required string OtherFactId { get; init; }
}

internal sealed record SonzaiRetentionChange
{
    public required string FactId { get; init; }

    public required double Before { get; init; }

    public required double After { get; init; }
}
