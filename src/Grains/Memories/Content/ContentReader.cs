using FencyGrid.Contracts.Memories;

namespace FencyGrid.Grains.Memories.Content;

/// <summary>Turns what a memory's content is to be made from into text.</summary>
public sealed class ContentReader(IUrlFetcher fetcher, IDocumentConverter converter, IBlobStore blobs)
{
    /// <exception cref="FetchException">The URL cannot be fetched, with the reason.</exception>
    /// <exception cref="ConversionException">The document cannot be read, with the reason.</exception>
    public async Task<ConvertedDocument> ReadAsync(string organizationId, PendingContent pending, CancellationToken cancellationToken)
    {
        if (pending.Url is { } url)
        {
            var fetched = await fetcher.FetchAsync(new Uri(url), cancellationToken);
            return await converter.ConvertAsync(DocumentSource.FromFetched(fetched), cancellationToken);
        }

        var file = pending.File!;
        await using var content = await blobs.GetAsync(organizationId, file.BlobKey, cancellationToken)
            ?? throw new ConversionException("The uploaded file is no longer in the file store. Upload it again.");
        return await converter.ConvertAsync(new DocumentSource(content, file.MimeType, file.FileName), cancellationToken);
    }
}
