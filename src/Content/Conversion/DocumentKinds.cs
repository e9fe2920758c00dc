using System.Net.Http.Headers;

namespace FencyGrid.Content.Conversion;

/// <summary>The kinds of documents that can be read, by what they are declared as.</summary>
internal static class DocumentKinds
{
    private const string Supported = "plain text (text/plain), Markdown (text/markdown), HTML (text/html), PDF (application/pdf) and DOCX (application/vnd.openxmlformats-officedocument.wordprocessingml.document)";

    /// <summary>Types that say nothing about the content: extension and content decide.</summary>
    private static readonly HashSet<string> GenericTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        "application/octet-stream", "binary/octet-stream", "application/x-download", "application/force-download", "application/unknown",
    };

    private static readonly Dictionary<string, DocumentKind> ByType = new(StringComparer.OrdinalIgnoreCase)
    {
        ["text/plain"] = DocumentKind.PlainText,
        ["text/markdown"] = DocumentKind.Markdown,
        ["text/x-markdown"] = DocumentKind.Markdown,
        ["text/html"] = DocumentKind.Html,
        ["application/xhtml+xml"] = DocumentKind.Html,
        ["application/pdf"] = DocumentKind.Pdf,
        ["application/x-pdf"] = DocumentKind.Pdf,
        ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"] = DocumentKind.Docx,
    };

    private static readonly Dictionary<string, DocumentKind> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".txt"] = DocumentKind.PlainText,
        [".text"] = DocumentKind.PlainText,
        [".log"] = DocumentKind.PlainText,
        [".md"] = DocumentKind.Markdown,
        [".markdown"] = DocumentKind.Markdown,
        [".html"] = DocumentKind.Html,
        [".htm"] = DocumentKind.Html,
        [".xhtml"] = DocumentKind.Html,
        [".pdf"] = DocumentKind.Pdf,
        [".docx"] = DocumentKind.Docx,
    };

    /// <summary>The kind that type and name declare; null where they declare nothing.</summary>
    public static DocumentKind? Declared(string? mimeType, string? fileName)
    {
        var type = MediaType(mimeType);
        var byExtension = ByExtension.TryGetValue(Path.GetExtension(fileName ?? ""), out var extension) ? extension : (DocumentKind?)null;
        if (type is null || GenericTypes.Contains(type))
        {
            return byExtension;
        }

        // Web servers know many a Markdown file as plain text only.
        var byType = ByType.TryGetValue(type, out var kind) ? kind : (DocumentKind?)null;
        return byType == DocumentKind.PlainText && byExtension == DocumentKind.Markdown ? byExtension : byType;
    }

    /// <summary>Whether the type is declared to be something that cannot be read.</summary>
    public static bool IsRefusedType(string? mimeType) =>
        MediaType(mimeType) is { } type && !GenericTypes.Contains(type) && !ByType.ContainsKey(type);

    public static string UnsupportedType(string mimeType) => Unsupported($"Documents of type '{MediaType(mimeType)}'");

    public static string Unsupported(string what) => $"{what} cannot be read. Supported are {Supported}.";

    public static string Name(DocumentKind kind) => kind switch
    {
        DocumentKind.PlainText => "plain text",
        DocumentKind.Markdown => "Markdown",
        DocumentKind.Html => "HTML",
        DocumentKind.Pdf => "PDF",
        _ => "DOCX",
    };

    public static string? Charset(string? mimeType) =>
        MediaTypeHeaderValue.TryParse(mimeType, out var parsed) ? parsed.CharSet?.Trim('"', '\'', ' ') : null;

    private static string? MediaType(string? mimeType)
    {
        var type = mimeType?.Split(';', 2)[0].Trim().ToLowerInvariant();
        return string.IsNullOrEmpty(type) ? null : type.Length > 100 ? type[..100] : type;
    }
}
