using FencyGrid.Api.Sonzai.Schemas;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Answers;

internal sealed record WisdomAuditResponse : SonzaiObject
{
    public required string FactId { get; init; }

    public required string Content { get; init; }

    public required long SourceUserCount { get; init; }

    public IReadOnlyList<string>? DerivedFromHashes { get; init; }

    public required double PromotionConfidence { get; init; }

    /// <summary>Left out for wisdom that was written directly.</summary>
    public DateTimeOffset? PromotedAt { get; init; }

    public string? TargetPath { get; init; }

    public static WisdomAuditResponse Of(WisdomAudit audit) => new()
    {
        FactId = audit.FactId,
        Content = audit.Text,
        SourceUserCount = audit.SourceUsers,
        DerivedFromHashes = Wire.Some(audit.SourceHashes),
        PromotionConfidence = audit.Confidence,
        PromotedAt = audit.PromotedAt,
        TargetPath = Wire.Some(audit.TargetPath),
    };
}

internal sealed record DeleteWisdomResponse : SonzaiObject
{
    public required bool Success { get; init; }

    public required string FactId { get; init; }
}
