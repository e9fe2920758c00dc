using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using FencyGrid.Content.Conversion.Text;
using FencyGrid.Grains.Memories.Content;

namespace FencyGrid.Content.Conversion.Docx;

/// <summary>A Word document as Markdown: headings, lists, tables, links, and its footnotes at the end.</summary>
internal static class DocxConverter
{
    public static ConvertedDocument Convert(ConversionRequest request, CancellationToken cancellationToken)
    {
        using var file = request.Input.Open();
        DocxGuard.Check(file, request.Options.MaxUncompressedBytes, cancellationToken);
        file.Position = 0;
        try
        {
            using var document = WordprocessingDocument.Open(file, isEditable: false);
            var body = document.MainDocumentPart?.Document?.Body ?? throw new ConversionException("The DOCX holds no document body.");
            var text = new BoundedText(request.Options.MaxOutputCharacters, cancellationToken);
            new DocxWriter(document.MainDocumentPart, text).Write(body);
            return new ConvertedDocument(TextConverter.Normalize(text.ToString()).Trim('\n'), HasPages: false);
        }
        catch (Exception failure) when (failure is OpenXmlPackageException or FileFormatException or InvalidDataException or XmlException or IOException or UriFormatException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new ConversionException("The DOCX is damaged: it is a ZIP archive, but not a valid Word document.", failure);
        }
    }
}
