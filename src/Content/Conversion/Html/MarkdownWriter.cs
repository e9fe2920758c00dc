using System.Text;
using AngleSharp.Dom;

namespace FencyGrid.Content.Conversion.Html;

/// <summary>Elements as Markdown blocks. Recursive: the parser has bounded the depth.</summary>
internal sealed partial class MarkdownWriter(Uri? baseUrl, int maxCharacters, CancellationToken cancellationToken)
{
    private static readonly HashSet<string> BlockElements =
    [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "summary", "table", "ul",
    ];

    private long _written;

    public string Write(IElement root) => string.Join("\n\n", Blocks(root));

    /// <summary>The element's content as blocks; text between block elements becomes paragraphs.</summary>
    private List<string> Blocks(INode node)
    {
        var blocks = new List<string>();
        var line = new StringBuilder();
        Collect(node, blocks, line);
        Flush(blocks, line);
        return blocks;
    }

    private void Collect(INode node, List<string> blocks, StringBuilder line)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var child in node.ChildNodes)
        {
            if (child is not IElement element)
            {
                WriteInline(child, line);
            }
            else if (BlockElements.Contains(element.LocalName))
            {
                Flush(blocks, line);
                WriteBlock(element, blocks);
            }
            else if (HasBlockInside(element))
            {
                Collect(element, blocks, line);
            }
            else
            {
                WriteInline(element, line);
            }
        }
    }

    private void WriteBlock(IElement element, List<string> blocks)
    {
        switch (element.LocalName)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                Add(blocks, Inline(element) is { Length: > 0 } heading ? $"{new string('#', element.LocalName[1] - '0')} {heading.Replace('\n', ' ')}" : "");
                break;
            case "ul" or "ol":
                Add(blocks, List(element));
                break;
            case "table":
                Add(blocks, Table(element));
                break;
            case "pre":
                Add(blocks, Code(element));
                break;
            case "blockquote":
                Add(blocks, Indent(string.Join("\n\n", Blocks(element)), "> ", "> "));
                break;
            case "dd":
                Add(blocks, Indent(string.Join("\n\n", Blocks(element)), ": ", "  "));
                break;
            case "hr":
                break;
            default:
                blocks.AddRange(Blocks(element));
                break;
        }
    }

    private string List(IElement list)
    {
        var items = new List<string>();
        var number = int.TryParse(list.GetAttribute("start"), out var start) ? start : 1;
        foreach (var item in list.Children)
        {
            var blocks = Blocks(item);
            if (blocks.Count == 0)
            {
                continue;
            }

            var marker = list.LocalName == "ol" ? $"{number++}. " : "- ";
            items.Add(Indent(string.Join('\n', blocks), marker, new string(' ', marker.Length)));
        }

        return string.Join('\n', items);
    }

    private string Table(IElement table)
    {
        var rows = table.QuerySelectorAll("tr").Where(row => row.Closest("table") == table).ToList();
        var isLayout = table.GetAttribute("role") is "presentation" or "none" || table.QuerySelector("table") is not null || rows.All(row => row.Children.Length < 2);
        if (isLayout)
        {
            return string.Join("\n\n", rows.SelectMany(row => row.Children).SelectMany(Blocks));
        }

        var cells = rows.Select(row => (IReadOnlyList<string>)[.. row.Children.SelectMany(Cells)]).Where(row => row.Count > 0).ToList();
        var caption = table.Children.FirstOrDefault(child => child.LocalName == "caption");
        var written = MarkdownTable.Write(cells);
        return caption is null ? written : $"{Inline(caption)}\n\n{written}";
    }

    // A cell over several columns is followed by empty ones, so that the columns stay under their headers.
    private IEnumerable<string> Cells(IElement cell)
    {
        yield return string.Join(' ', Blocks(cell));
        var span = int.TryParse(cell.GetAttribute("colspan"), out var columns) ? Math.Clamp(columns, 1, 50) : 1;
        for (var column = 1; column < span; column++)
        {
            yield return "";
        }
    }

    private static string Code(IElement pre)
    {
        var text = pre.TextContent.Replace("\r\n", "\n", StringComparison.Ordinal).Trim('\n').TrimEnd();
        var fence = text.Contains("```", StringComparison.Ordinal) ? "~~~~" : "```";
        return text.Length == 0 ? "" : $"{fence}\n{text}\n{fence}";
    }

    private static string Indent(string text, string first, string others) =>
        text.Length == 0 ? "" : first + string.Join('\n', text.Split('\n').Select((line, index) => index == 0 ? line : line.Length == 0 && others.Trim().Length == 0 ? "" : others + line));

    private void Flush(List<string> blocks, StringBuilder line)
    {
        Add(blocks, Tidy(line));
        line.Clear();
    }

    private void Add(List<string> blocks, string block)
    {
        if (block.Length > 0)
        {
            // Blocks inside blocks count again at each level; the depth is bounded, and this only has to stop what runs away.
            _written += block.Length;
            BoundedText.Check(_written / 16, maxCharacters);
            blocks.Add(block);
        }
    }

    private static bool HasBlockInside(IElement element) => element.Descendants<IElement>().Any(inside => BlockElements.Contains(inside.LocalName));
}
