using System.Text;
using AngleSharp.Dom;

namespace FencyGrid.Content.Conversion.Html;

/// <summary>What stands within a line: text, links, code, emphasis.</summary>
internal sealed partial class MarkdownWriter
{
    private string Inline(INode node)
    {
        var line = new StringBuilder();
        foreach (var child in node.ChildNodes)
        {
            WriteInline(child, line);
        }

        return Tidy(line);
    }

    private void WriteInline(INode node, StringBuilder line)
    {
        if (node is IText text)
        {
            AppendCollapsed(text.Data, line);
            return;
        }

        if (node is not IElement element)
        {
            return;
        }

        switch (element.LocalName)
        {
            case "br":
                line.Append('\n');
                break;
            case "a":
                WriteLink(element, line);
                break;
            case "code" or "kbd" or "samp" when element.TextContent.Trim() is { Length: > 0 } code:
                line.Append('`').Append(code.Replace('\n', ' ')).Append('`');
                break;
            case "img":
                AppendCollapsed(element.GetAttribute("alt") ?? "", line);
                break;
            default:
                foreach (var child in element.ChildNodes)
                {
                    WriteInline(child, line);
                }

                break;
        }
    }

    private void WriteLink(IElement link, StringBuilder line)
    {
        var text = Inline(link).Replace('\n', ' ');
        if (text.Length == 0)
        {
            return;
        }

        // White space at the ends of the link's text is the sentence's.
        if (link.TextContent.Length > 0 && char.IsWhiteSpace(link.TextContent[0]))
        {
            AppendCollapsed(" ", line);
        }

        line.Append(Target(link.GetAttribute("href")) is { } target ? $"[{text}]({target})" : text);
        if (link.TextContent.Length > 0 && char.IsWhiteSpace(link.TextContent[^1]))
        {
            line.Append(' ');
        }
    }

    /// <summary>The absolute URL; null for what leads nowhere outside the page: anchors, scripts, data.</summary>
    private string? Target(string? href)
    {
        if (string.IsNullOrWhiteSpace(href) || href.TrimStart().StartsWith('#'))
        {
            return null;
        }

        var isAbsolute = Uri.TryCreate(href.Trim(), UriKind.Absolute, out var url) && !href.TrimStart().StartsWith('/');
        if (!isAbsolute && (baseUrl is null || !Uri.TryCreate(baseUrl, href.Trim(), out url)))
        {
            return null;
        }

        return url!.Scheme is "http" or "https" or "mailto" ? url.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal) : null;
    }

    private static void AppendCollapsed(string text, StringBuilder line)
    {
        foreach (var character in text)
        {
            if (character is '\u00ad' or '\u200b' or '\ufeff' || (char.IsControl(character) && !char.IsWhiteSpace(character)))
            {
                continue;
            }

            if (!char.IsWhiteSpace(character))
            {
                line.Append(character);
            }
            else if (line.Length > 0 && !char.IsWhiteSpace(line[^1]))
            {
                line.Append(' ');
            }
        }
    }

    private static string Tidy(StringBuilder line) =>
        string.Join('\n', line.ToString().Split('\n').Select(part => part.Trim())).Trim('\n');
}
