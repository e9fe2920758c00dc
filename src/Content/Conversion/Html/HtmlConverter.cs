using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FencyGrid.Content.Conversion.Text;
using FencyGrid.Grains.Memories.Content;

namespace FencyGrid.Content.Conversion.Html;

/// <summary>A web page's own text as Markdown: its title first, what surrounds it left out.</summary>
internal static partial class HtmlConverter
{
    /// <summary>As deep as the tree may get; the parser puts deeper elements beside each other.</summary>
    private const int MaxDepth = 256;

    private const int MaxElements = 500_000;

    public static ConvertedDocument Convert(ConversionRequest request, CancellationToken cancellationToken)
    {
        using var document = Parse(Decode(File.ReadAllBytes(request.Input.Path), request.Charset), cancellationToken);
        var title = Title(document);
        var root = Boilerplate.Remove(document, cancellationToken);
        var writer = new MarkdownWriter(BaseUrl(document, request.Url), request.Options.MaxOutputCharacters, cancellationToken);
        var text = root is null ? "" : writer.Write(root);
        if (text.Length == 0)
        {
            throw new ConversionException("The page holds no text. Pages that build their text by script cannot be read.");
        }

        text = WithTitle(title, text);
        BoundedText.Check(text.Length, request.Options.MaxOutputCharacters);
        return new ConvertedDocument(text, HasPages: false);
    }

    /// <summary>By the HTML standard: byte order mark, the transport's charset, the page's own, UTF-8 if it is that, else Windows-1252.</summary>
    private static string Decode(byte[] bytes, string? declaredCharset)
    {
        var charset = declaredCharset ?? MetaCharset().Match(Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 2048)))).Groups[1].Value;

        // A page that says UTF-16 in ASCII bytes is not UTF-16.
        var encoding = charset.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) && declaredCharset is null ? Encoding.UTF8 : TextDecoder.Find(charset);
        return TextDecoder.DecodeMarked(bytes)
            ?? encoding?.GetString(bytes)
            ?? TextDecoder.TryDecodeUtf8(bytes)
            ?? TextDecoder.Western.GetString(bytes);
    }

    private static IHtmlDocument Parse(string html, CancellationToken cancellationToken)
    {
        var elements = 0;
        var parser = new HtmlParser(new HtmlParserOptions
        {
            IsScripting = false,
            MaximumDepth = MaxDepth,
            OnCreated = (_, _) =>
            {
                // The parser itself looks at no token, and some inputs cost it far more than their size.
                cancellationToken.ThrowIfCancellationRequested();
                if (++elements > MaxElements)
                {
                    throw new ConversionException($"The page has more than {MaxElements} elements.");
                }
            },
        });
        return parser.ParseDocument(html);
    }

    private static string Title(IHtmlDocument document)
    {
        var title = document.Head?.QuerySelector("title")?.TextContent ?? document.Head?.QuerySelector("meta[property='og:title']")?.GetAttribute("content");
        return string.Join(' ', (title ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static Uri? BaseUrl(IHtmlDocument document, Uri? url)
    {
        var declared = document.QuerySelector("base[href]")?.GetAttribute("href");
        if (declared is null)
        {
            return url;
        }

        return url is not null
            ? Uri.TryCreate(url, declared, out var joined) ? joined : url
            : Uri.TryCreate(declared, UriKind.Absolute, out var absolute) ? absolute : null;
    }

    // "Page | Site" above a heading "Page" would say the same thing twice.
    private static string WithTitle(string title, string text)
    {
        var firstLine = text.AsSpan(0, text.IndexOf('\n') is var end and >= 0 ? end : text.Length);
        var isHeading = firstLine.StartsWith("# ");
        return title.Length == 0 || (isHeading && title.AsSpan().Contains(firstLine[2..].Trim(), StringComparison.OrdinalIgnoreCase))
            ? text
            : $"# {title}\n\n{text}";
    }

    [GeneratedRegex("""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MetaCharset();
}
