using System.IO.Compression;
using System.Xml;
using FencyGrid.Grains.Memories.Content;

namespace FencyGrid.Content.Conversion.Docx;

/// <summary>
/// Looks a DOCX over before the document library opens it: what the archive says of itself, then what its XML really unfolds into
/// and how deep it nests, since the library reads it by recursion.
/// </summary>
internal static class DocxGuard
{
    private const int MaxEntries = 5000;
    private const int MaxXmlDepth = 200;

    /// <summary>Deflate reaches about 1000 to 1; documents reach 50. Small parts may be as regular as they like.</summary>
    private const long MaxRatio = 200;
    private const long RatioFreeBytes = 1024 * 1024;

    /// <exception cref="ConversionException">With the reason.</exception>
    public static void Check(Stream file, long maxUncompressedBytes, CancellationToken cancellationToken)
    {
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            CheckDirectory(archive, maxUncompressedBytes);
            CheckKind(archive);
            var remaining = maxUncompressedBytes;
            foreach (var entry in archive.Entries.Where(IsXml))
            {
                remaining -= CheckXml(entry, remaining, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or XmlException or IOException or NotSupportedException)
        {
            throw new ConversionException("The DOCX is damaged: its archive or its XML cannot be read to the end.", failure);
        }
    }

    private static void CheckDirectory(ZipArchive archive, long maxUncompressedBytes)
    {
        var entries = archive.Entries;
        if (entries.Count > MaxEntries)
        {
            throw new ConversionException($"The DOCX holds {entries.Count} entries; the limit is {MaxEntries}.");
        }

        var total = 0L;
        foreach (var entry in entries)
        {
            if (entry.IsEncrypted)
            {
                throw new ConversionException("The DOCX is encrypted. Save it without a password.");
            }

            total += entry.Length;
            if (total > maxUncompressedBytes)
            {
                throw TooLarge(maxUncompressedBytes);
            }

            if (entry.Length > RatioFreeBytes && entry.Length / MaxRatio > Math.Max(1, entry.CompressedLength))
            {
                throw new ConversionException($"The DOCX holds an entry that unfolds to more than {MaxRatio} times its size.");
            }
        }
    }

    private static void CheckKind(ZipArchive archive)
    {
        if (archive.Entries.Any(entry => entry.FullName.Equals("word/document.xml", StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        var what = archive.Entries.Select(entry => entry.FullName) switch
        {
            var names when names.Any(name => name.StartsWith("xl/", StringComparison.OrdinalIgnoreCase)) => "Spreadsheets (XLSX)",
            var names when names.Any(name => name.StartsWith("ppt/", StringComparison.OrdinalIgnoreCase)) => "Presentations (PPTX)",
            var names when names.Contains("META-INF/container.xml") => "E-books (EPUB)",
            var names when names.Contains("content.xml") => "OpenDocument files",
            _ => "ZIP archives that are not DOCX documents",
        };
        throw new ConversionException(DocumentKinds.Unsupported(what));
    }

    private static bool IsXml(ZipArchiveEntry entry) =>
        entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    /// <returns>How many bytes the entry really has, whatever the archive says.</returns>
    private static long CheckXml(ZipArchiveEntry entry, long maxBytes, CancellationToken cancellationToken)
    {
        using var content = new CountingStream(entry.Open(), maxBytes, cancellationToken);
        using var reader = XmlReader.Create(content, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (reader.Read())
        {
            if (reader.Depth > MaxXmlDepth)
            {
                throw new ConversionException($"The DOCX nests its XML deeper than {MaxXmlDepth} levels.");
            }
        }

        return content.Count;
    }

    private static ConversionException TooLarge(long maxBytes) => new($"The DOCX unfolds to more than the limit of {maxBytes} bytes.");

    private sealed class CountingStream(Stream inner, long maxBytes, CancellationToken cancellationToken) : Stream
    {
        public long Count { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => Count;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = inner.Read(buffer, offset, count);
            Count += read;
            return Count <= maxBytes ? read : throw TooLarge(maxBytes);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
