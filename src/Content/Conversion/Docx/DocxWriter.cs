using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace FencyGrid.Content.Conversion.Docx;

/// <summary>The blocks of a body, in order. Recursive: the guard has bounded the depth.</summary>
internal sealed class DocxWriter(MainDocumentPart part, BoundedText text)
{
    private readonly DocxStyles _styles = new(part);
    private readonly DocxLists _lists = new(part);
    private readonly DocxInline _inline = new(part);
    private bool _afterItem;

    public void Write(Body body)
    {
        WriteBlocks(body);
        foreach (var note in _inline.Notes())
        {
            Block(note, isItem: true);
        }
    }

    private void WriteBlocks(OpenXmlElement parent)
    {
        foreach (var element in parent.ChildElements)
        {
            switch (element)
            {
                case Paragraph paragraph:
                    WriteParagraph(paragraph);
                    break;
                case Table table:
                    WriteTable(table);
                    break;
                case SdtBlock or SdtContentBlock or CustomXmlBlock:
                    WriteBlocks(element);
                    break;
            }
        }
    }

    private void WriteParagraph(Paragraph paragraph)
    {
        var line = _inline.Of(paragraph);
        if (line.Length == 0)
        {
            return;
        }

        if (_styles.HeadingLevel(paragraph) is { } level)
        {
            Block($"{new string('#', level)} {line.Replace('\n', ' ')}", isItem: false);
            return;
        }

        var marker = _styles.Numbering(paragraph) is { } numbering ? _lists.Marker(numbering) : null;
        Block(marker + line, isItem: marker is not null);
    }

    private void WriteTable(Table table)
    {
        var rows = table.Descendants<TableRow>().Where(row => row.Ancestors<Table>().First() == table)
            .Select(row => (IReadOnlyList<string>)[.. row.Descendants<TableCell>().Where(cell => cell.Ancestors<TableRow>().First() == row).SelectMany(Cells)])
            .ToList();
        Block(MarkdownTable.Write(rows), isItem: false);
    }

    // A cell over several columns is followed by empty ones, so that the columns stay under their headers.
    private IEnumerable<string> Cells(TableCell cell)
    {
        yield return string.Join(' ', cell.Descendants<Paragraph>().Select(_inline.Of).Where(line => line.Length > 0));
        var span = Math.Clamp(cell.TableCellProperties?.GridSpan?.Val?.Value ?? 1, 1, 63);
        for (var column = 1; column < span; column++)
        {
            yield return "";
        }
    }

    private void Block(string block, bool isItem)
    {
        if (block.Length == 0)
        {
            return;
        }

        var separator = text.Length == 0 ? "" : isItem && _afterItem ? "\n" : "\n\n";
        text.Append(separator).Append(block);
        _afterItem = isItem;
    }
}
