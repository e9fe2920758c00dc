using System.Text;
using FencyGrid.Grains.Memories.Content;

namespace FencyGrid.Content.Conversion;

/// <summary>Settles what a document is: its first bytes, held against what it was declared to be.</summary>
internal static class ContentSniffer
{
    /// <summary>How many bytes of the beginning are looked at.</summary>
    public const int HeadBytes = 4096;

    private static readonly (byte[] Signature, int Offset, string Name)[] Binaries =
    [
        ([0x89, .. "PNG"u8], 0, "PNG images"),
        ([0xFF, 0xD8, 0xFF], 0, "JPEG images"),
        ([.. "GIF8"u8], 0, "GIF images"),
        ([.. "WEBP"u8], 8, "WebP images"),
        ([.. "II*\0"u8], 0, "TIFF images"),
        ([.. "MM\0*"u8], 0, "TIFF images"),
        ([0x1F, 0x8B], 0, "Gzip archives"),
        ([.. "7z"u8, 0xBC, 0xAF], 0, "7z archives"),
        ([.. "Rar!"u8], 0, "RAR archives"),
        ([.. "BZh"u8], 0, "Bzip2 archives"),
        ([0xFD, .. "7zXZ"u8], 0, "XZ archives"),
        ([0x7F, .. "ELF"u8], 0, "Programs"),
        ([.. "MZ"u8, 0x90, 0x00], 0, "Programs"),
        ([.. "ID3"u8], 0, "Audio files"),
        ([.. "OggS"u8], 0, "Audio files"),
        ([.. "ftyp"u8], 4, "Video files"),
        ([0x1A, 0x45, 0xDF, 0xA3], 0, "Video files"),
        ([.. "{\\rtf"u8], 0, "RTF documents"),
        ([.. "%!PS"u8], 0, "PostScript documents"),
        ([.. "SQLite format 3"u8], 0, "SQLite databases"),
    ];

    /// <exception cref="ConversionException">The content is something else than declared, or nothing that can be read.</exception>
    public static DocumentKind Resolve(ReadOnlySpan<byte> head, string? mimeType, string? fileName)
    {
        if (DocumentKinds.IsRefusedType(mimeType))
        {
            throw new ConversionException(DocumentKinds.UnsupportedType(mimeType!));
        }

        var declared = DocumentKinds.Declared(mimeType, fileName);
        var text = head.TrimStart((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n']);
        if (text.StartsWith("%PDF-"u8) || (declared == DocumentKind.Pdf && head[..Math.Min(1024, head.Length)].IndexOf("%PDF-"u8) >= 0))
        {
            return Expect(declared, DocumentKind.Pdf, "a PDF");
        }

        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
        {
            return Expect(declared, DocumentKind.Docx, "a ZIP archive");
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            throw new ConversionException("The file is password-protected, or in the old binary format of Word, Excel or PowerPoint. Save it without a password as DOCX or PDF.");
        }

        RefuseBinary(head, declared);
        return declared switch
        {
            DocumentKind.Pdf => throw new ConversionException("The file is declared as PDF, but its content is not a PDF: it does not begin with %PDF-."),
            DocumentKind.Docx => throw new ConversionException("The file is declared as DOCX, but its content is not one: a DOCX is a ZIP archive."),
            { } kind => kind,
            null => LooksLikeHtml(text) ? DocumentKind.Html : DocumentKind.PlainText,
        };
    }

    private static DocumentKind Expect(DocumentKind? declared, DocumentKind actual, string found) =>
        declared is null || declared == actual
            ? actual
            : throw new ConversionException($"The file is declared as {DocumentKinds.Name(declared.Value)}, but its content is {found}.");

    private static void RefuseBinary(ReadOnlySpan<byte> head, DocumentKind? declared)
    {
        foreach (var (signature, offset, name) in Binaries)
        {
            if (head.Length > offset && head[offset..].StartsWith(signature))
            {
                var mismatch = declared is { } kind ? $" The file is declared as {DocumentKinds.Name(kind)}, but that is what its content is." : "";
                throw new ConversionException(DocumentKinds.Unsupported(name) + mismatch);
            }
        }

        // Text of two and four bytes a character is full of zeros, and says by its mark that it is text.
        var isWide = head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]);
        if (!isWide && head.Contains((byte)0) && declared is null or DocumentKind.Pdf or DocumentKind.Docx)
        {
            var what = declared is { } kind ? $"The file is declared as {DocumentKinds.Name(kind)}, but its content is binary data of another format, which" : "Binary data of this format";
            throw new ConversionException(DocumentKinds.Unsupported(what));
        }
    }

    private static bool LooksLikeHtml(ReadOnlySpan<byte> text)
    {
        var start = Encoding.Latin1.GetString(text[..Math.Min(64, text.Length)]);
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<head", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<body", StringComparison.OrdinalIgnoreCase);
    }
}
