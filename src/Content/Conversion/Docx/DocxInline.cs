using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using TextElement = DocumentFormat.OpenXml.Wordprocessing.Text;

namespace FencyGrid.Content.Conversion.Docx;

/// <summary>The text within a paragraph: runs, links, breaks, note references. What was deleted under revision is left out.</summary>
internal sealed class DocxInline(MainDocumentPart part)
{
    private readonly List<(string Mark, FootnoteEndnoteType Note)> _notes = [];

    public string Of(OpenXmlElement paragraph)
    {
        var line = new StringBuilder();
        Append(paragraph, line);
        return line.ToString().Trim();
    }

    /// <summary>The notes that were referred to, each with its mark.</summary>
    public IEnumerable<string> Notes()
    {
        // By index: a note may itself refer to another one.
        for (var index = 0; index < _notes.Count; index++)
        {
            var (mark, note) = _notes[index];
            yield return $"[^{mark}]: {string.Join(' ', note.Descendants<Paragraph>().Select(Of).Where(line => line.Length > 0))}";
        }
    }

    private void Append(OpenXmlElement parent, StringBuilder line)
    {
        foreach (var element in parent.ChildElements)
        {
            switch (element)
            {
                case TextElement text:
                    line.Append(text.Text);
                    break;
                case TabChar:
                    line.Append('\t');
                    break;
                case Break or CarriageReturn:
                    line.Append('\n');
                    break;
                case NoBreakHyphen:
                    line.Append('-');
                    break;
                case FootnoteReference reference:
                    AppendNote(Find<Footnote>(part.FootnotesPart?.Footnotes, reference.Id?.Value), line);
                    break;
                case EndnoteReference reference:
                    AppendNote(Find<Endnote>(part.EndnotesPart?.Endnotes, reference.Id?.Value), line);
                    break;
                case Hyperlink link:
                    AppendLink(link, line);
                    break;
                case DeletedRun or MoveFromRun or ParagraphProperties or RunProperties:
                    break;
                case AlternateContent alternatives:
                    // The same content, drawn in different ways.
                    Append((OpenXmlElement?)alternatives.ChildElements.OfType<AlternateContentChoice>().FirstOrDefault() ?? alternatives, line);
                    break;
                case Paragraph inside:
                    line.Append(' ').Append(Of(inside));
                    break;
                default:
                    Append(element, line);
                    break;
            }
        }
    }

    private static FootnoteEndnoteType? Find<TNote>(OpenXmlElement? notes, long? id)
        where TNote : FootnoteEndnoteType =>
        notes?.Elements<TNote>().FirstOrDefault(note => note.Id?.Value == id);

    private void AppendNote(FootnoteEndnoteType? note, StringBuilder line)
    {
        if (note is null)
        {
            return;
        }

        var index = _notes.FindIndex(known => known.Note == note);
        if (index < 0)
        {
            index = _notes.Count;
            _notes.Add(((index + 1).ToString(CultureInfo.InvariantCulture), note));
        }

        line.Append("[^").Append(_notes[index].Mark).Append(']');
    }

    private void AppendLink(Hyperlink link, StringBuilder line)
    {
        var text = Of(link);
        var target = link.Id?.Value is { } id ? part.HyperlinkRelationships.FirstOrDefault(relationship => relationship.Id == id)?.Uri : null;
        line.Append(target is { IsAbsoluteUri: true, Scheme: "http" or "https" or "mailto" } && text.Length > 0 ? $"[{text}]({target.AbsoluteUri})" : text);
    }
}
