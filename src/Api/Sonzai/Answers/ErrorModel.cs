using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Api.Sonzai.Schemas;

namespace FencyGrid.Api.Sonzai.Answers;

/// <summary>Describes what <see cref="Errors.SonzaiErrorShape"/> writes.</summary>
internal sealed record ErrorModel : SonzaiObject
{
    [DataType(DataType.Url)]
    public string? Type { get; init; }

    public string? Title { get; init; }

    public long? Status { get; init; }

    public string? Detail { get; init; }

    [DataType(DataType.Url)]
    public string? Instance { get; init; }

    public IReadOnlyList<ErrorDetail>? Errors { get; init; }
}

internal sealed record ErrorDetail
{
    public string? Location { get; init; }

    public string? Message { get; init; }

    [AnyValue]
    public JsonElement? Value { get; init; }
}
