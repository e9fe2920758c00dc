using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace FencyGrid.Content.Conversion.Docx;

/// <summary>What a paragraph's style makes of it: a heading, a list item. Styles inherit from one another.</summary>
internal sealed class DocxStyles(MainDocumentPart part)
{
    private const int MaxInheritance = 20;

    private readonly Dictionary<string, Style> _styles = (part.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? [])
        .Where(style => style.StyleId?.Value is not null)
        .GroupBy(style => style.StyleId!.Value!)
        .ToDictionary(group => group.Key, group => group.First());

    /// <summary>1 to 6; null for what is no heading.</summary>
    public int? HeadingLevel(Paragraph paragraph)
    {
        if (paragraph.ParagraphProperties?.OutlineLevel?.Val?.Value is { } own)
        {
            return OutlineLevel(own);
        }

        foreach (var style in Chain(paragraph))
        {
            var name = style.StyleName?.Val?.Value ?? "";
            if (name.Equals("title", StringComparison.OrdinalIgnoreCase))
            {
                return 1;
            }

            if (name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(8), out var level))
            {
                return Math.Clamp(level, 1, 6);
            }

            if (style.StyleParagraphProperties?.OutlineLevel?.Val?.Value is { } outline)
            {
                return OutlineLevel(outline);
            }
        }

        return null;
    }

    /// <summary>The list that the paragraph is an item of, by itself or by its style.</summary>
    public NumberingProperties? Numbering(Paragraph paragraph) =>
        paragraph.ParagraphProperties?.NumberingProperties
        ?? Chain(paragraph).Select(style => style.StyleParagraphProperties?.NumberingProperties).FirstOrDefault(numbering => numbering is not null);

    // Levels count from 0; 9 is body text.
    private static int? OutlineLevel(int value) => value is >= 0 and < 9 ? Math.Min(value + 1, 6) : null;

    private IEnumerable<Style> Chain(Paragraph paragraph)
    {
        var id = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value;
        for (var step = 0; step < MaxInheritance && id is not null && _styles.TryGetValue(id, out var style); step++)
        {
            yield return style;
            id = style.BasedOn?.Val?.Value;
        }
    }
}
