using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Api.Sonzai.Schemas;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Requests;

internal static class FactLimits
{
    public const int Facts = 1000;
    public const int Entities = 100;
    public const int EntityLength = 500;
    public const int FactTypeLength = 100;
}

internal sealed record CreateFactInputBody : SonzaiObject, IRequestShape
{
    [StringLength(NewFact.MaxTextLength, MinimumLength = 1)]
    public required string Content { get; init; }

    public string? UserId { get; init; }

    [StringLength(FactLimits.FactTypeLength)]
    public string? FactType { get; init; }

    [Range(0d, 1d)]
    public double? Importance { get; init; }

    [Range(0d, 1d)]
    public double? Confidence { get; init; }

    [MaxLength(FactLimits.Entities), StringLength(FactLimits.EntityLength)]
    public IReadOnlyList<string>? Entities { get; init; }

    public string? NodeId { get; init; }

    public JsonElement? Metadata { get; init; }
}

internal sealed record BulkCreateFactsInputBody : SonzaiObject, IRequestShape
{
    [MinLength(1), MaxLength(FactLimits.Facts)]
    public required IReadOnlyList<BulkCreateFactItem>? Facts { get; init; }

    public string? UserId { get; init; }
}

/// <summary>One fact of many. Its values have no limits here: one that is past them fails alone.</summary>
internal sealed record BulkCreateFactItem : IRequestShape
{
    public required string Content { get; init; }

    public string? UserId { get; init; }

    public string? FactType { get; init; }

    public double? Importance { get; init; }

    public double? Confidence { get; init; }

    public IReadOnlyList<string>? Entities { get; init; }

    public string? NodeId { get; init; }

    public JsonElement? Metadata { get; init; }
}

internal sealed record UpdateFactInputBody : SonzaiObject, IRequestShape
{
    [StringLength(NewFact.MaxTextLength, MinimumLength = 1)]
    public string? Content { get; init; }

    [StringLength(FactLimits.FactTypeLength, MinimumLength = 1)]
    public string? FactType { get; init; }

    [Range(0d, 1d)]
    public double? Importance { get; init; }

    [Range(0d, 1d)]
    public double? Confidence { get; init; }

    [MaxLength(FactLimits.Entities), StringLength(FactLimits.EntityLength)]
    public IReadOnlyList<string>? Entities { get; init; }

    public JsonElement? Metadata { get; init; }
}

internal sealed record TriggerConsolidationInputBody : SonzaiObject, IRequestShape
{
    [AllowedValues("daily", "weekly")]
    public required string Period { get; init; }

    /// <summary>Empty for all of the agent's users and its own tree.</summary>
    public required string UserId { get; init; }
}
