namespace FencyGrid.Content.Conversion;

internal enum DocumentKind
{
    PlainText,
    Markdown,
    Html,
    Pdf,
    Docx,
}
