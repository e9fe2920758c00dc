using FencyGrid.Contracts;

namespace FencyGrid.Grains.Memories.Content;

/// <summary>Readable text out of plain text, Markdown, HTML, PDF and DOCX.</summary>
public interface IDocumentConverter
{
    /// <exception cref="ConversionException">The document cannot be read, with the reason.</exception>
    Task<ConvertedDocument> ConvertAsync(DocumentSource source, CancellationToken cancellationToken);
}

/// <summary>A document's text as Markdown, with <c>\n</c> between lines.</summary>
/// <param name="HasPages">Whether form feeds part the text into pages: the text before the first one is page 1.</param>
public sealed record ConvertedDocument(string Text, bool HasPages);

/// <summary>The document cannot be read. The message is the reason, in words meant for whoever uploaded it.</summary>
public sealed class ConversionException : GridException
{
    public ConversionException(string message)
        : base(message)
    {
    }

    public ConversionException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
