namespace FencyGrid.Grains.Memories.Content;

/// <summary>A document as it was handed over, before anything is believed about it. The caller disposes the stream.</summary>
/// <param name="Content">Read once, from its present position to its end.</param>
/// <param name="MimeType">The declared type, with its parameters (<c>text/plain; charset=utf-8</c>); null if none was declared.</param>
/// <param name="FileName">The declared name; only its extension matters, and only where the type says nothing.</param>
/// <param name="Url">Where it was fetched from: relative links become absolute by it.</param>
public sealed record DocumentSource(Stream Content, string? MimeType = null, string? FileName = null, Uri? Url = null)
{
    public static DocumentSource FromBytes(ReadOnlyMemory<byte> content, string? mimeType = null, string? fileName = null, Uri? url = null) =>
        new(new MemoryStream(content.ToArray(), writable: false), mimeType, fileName, url);

    public static DocumentSource FromFile(string path, string? mimeType = null, string? fileName = null, Uri? url = null) =>
        new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 * 1024, useAsync: true), mimeType, fileName ?? Path.GetFileName(path), url);

    public static DocumentSource FromFetched(FetchedDocument fetched) =>
        FromBytes(fetched.Content, fetched.MimeType, Path.GetFileName(fetched.FinalUrl.AbsolutePath), fetched.FinalUrl);
}
