using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace FencyGrid.Content.Tests.Conversion;

/// <summary>Word documents as Word's own library writes them, and archives that are none.</summary>
internal static class TestDocx
{
    public static byte[] Create(Action<MainDocumentPart, Body> fill)
    {
        using var file = new MemoryStream();
        using (var document = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            var part = document.AddMainDocumentPart();
            part.Document = new Document(new Body());
            fill(part, part.Document.Body!);
        }

        return file.ToArray();
    }

    public static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return file.ToArray();
    }
}
