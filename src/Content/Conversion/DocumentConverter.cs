using FencyGrid.Content.Conversion.Docx;
using FencyGrid.Content.Conversion.Html;
using FencyGrid.Content.Conversion.Pdf;
using FencyGrid.Content.Conversion.Text;
using FencyGrid.Grains.Memories.Content;
using Microsoft.Extensions.Options;

namespace FencyGrid.Content.Conversion;

/// <summary>Settles what a document is and has the converter of that kind read it, within the limits.</summary>
public sealed class DocumentConverter(IOptions<ConversionOptions> options, TimeProvider time) : IDocumentConverter, IDisposable
{
    private readonly ConversionOptions _options = options.Value;
    private readonly SemaphoreSlim _turns = new(options.Value.MaxConcurrency);

    public void Dispose() => _turns.Dispose();

    public async Task<ConvertedDocument> ConvertAsync(DocumentSource source, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        using var limit = new CancellationTokenSource(_options.TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var input = await SpooledInput.CreateAsync(source.Content, _options.MaxInputBytes, either.Token);
            var kind = ContentSniffer.Resolve(input.ReadHead(), source.MimeType, source.FileName);
            var request = new ConversionRequest(input, DocumentKinds.Charset(source.MimeType), source.Url, _options);

            // Parsing is work for a thread, not for the caller's turn.
            var converted = await Task.Run(() => ConvertAsync(kind, request, either.Token), either.Token);
            return string.IsNullOrWhiteSpace(converted.Text) ? throw new ConversionException("The document holds no text.") : converted;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ConversionException($"The document could not be read within the limit of {_options.TimeLimit.TotalSeconds:0.###} seconds.");
        }
        finally
        {
            _turns.Release();
        }
    }

    private static Task<ConvertedDocument> ConvertAsync(DocumentKind kind, ConversionRequest request, CancellationToken cancellationToken) => kind switch
    {
        DocumentKind.Pdf => PdfConverter.ConvertAsync(request, cancellationToken),
        DocumentKind.Docx => Task.FromResult(DocxConverter.Convert(request, cancellationToken)),
        DocumentKind.Html => Task.FromResult(HtmlConverter.Convert(request, cancellationToken)),
        DocumentKind.Markdown => Task.FromResult(TextConverter.ConvertMarkdown(request)),
        _ => Task.FromResult(TextConverter.ConvertPlain(request)),
    };
}
