using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.MemoryTypes;

namespace FencyGrid.Api.Fency;

/// <summary>What both ways to write a memory bound.</summary>
internal static class MemoryLimits
{
    public const int TitleLength = 1_000;
    public const int UrlLength = 4_096;

    public static string? Url(RequestFields fields)
    {
        if (fields.Text("url", UrlLength) is not { } url)
        {
            return null;
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? url
            : throw RequestFields.Invalid(fields.NameOf("url"), $"must be an absolute http or https URL; it is '{GivenValue.Shortened(url)}'.");
    }
}

public sealed record CreateMemoryRequest(string MemoryTypeId, SourceType SourceType, string Title, string? Text, string? Url, RawJson? Metadata)
{
    /// <param name="declared">The memory type's fields, for a form only.</param>
    internal static CreateMemoryRequest Read(RequestFields fields, IReadOnlyList<MetadataField>? declared)
    {
        var typeId = ReadTypeId(fields);
        var sourceType = fields.RequiredChoice("sourceType", FencyConstants.SourceTypes);
        var title = fields.RequiredText("title", MemoryLimits.TitleLength);
        if (sourceType != SourceType.Text)
        {
            RefuseForeign(fields, "text", sourceType);
        }

        if (sourceType != SourceType.Url)
        {
            RefuseForeign(fields, "url", sourceType);
        }

        return new CreateMemoryRequest(
            typeId,
            sourceType,
            title,
            sourceType == SourceType.Text ? fields.RequiredText("text", int.MaxValue) : null,
            sourceType == SourceType.Url ? MemoryLimits.Url(fields) ?? throw fields.Missing("url", "the URL to fetch") : null,
            MetadataText.Read(fields, "metadata", declared) is { } metadata ? new RawJson(metadata) : null);
    }

    internal static string ReadTypeId(RequestFields fields) => fields.RequiredText("memoryTypeId", int.MaxValue);

    internal NewMemory ToNewMemory() => new(SourceType, MemoryTypeId, Title, Text, Url, Metadata?.Text);

    private static void RefuseForeign(RequestFields fields, string field, SourceType sourceType)
    {
        if (fields.Find(field) is not null)
        {
            throw RequestFields.Invalid(
                field, $"does not go with sourceType {sourceType.ToString().ToUpperInvariant()}: 'text' goes with TEXT, 'url' with URL, and a FILE is uploaded afterwards.");
        }
    }
}

public sealed record UpdateMemoryRequest(string? Title, string? Text, string? Url, RawJson? Metadata)
{
    internal bool IsEmpty => this is { Title: null, Text: null, Url: null, Metadata: null };

    internal static UpdateMemoryRequest Read(RequestFields fields, IReadOnlyList<MetadataField>? declared) => new(
        fields.Text("title", MemoryLimits.TitleLength),
        fields.Text("text", int.MaxValue),
        MemoryLimits.Url(fields),
        MetadataText.Read(fields, "metadata", declared) is { } metadata ? new RawJson(metadata) : null);

    internal MemoryChange ToChange() => new(Title, Text, Url, Metadata?.Text);
}
