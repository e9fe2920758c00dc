using FencyGrid.Contracts;

namespace FencyGrid.Grains.Memories.Content;

/// <summary>Fetches what a user's URL points to, without becoming a way into the networks that this server can reach.</summary>
public interface IUrlFetcher
{
    /// <exception cref="FetchException">The document cannot be had, with the reason.</exception>
    Task<FetchedDocument> FetchAsync(Uri url, CancellationToken cancellationToken);
}

/// <param name="Content">The whole body, decompressed.</param>
/// <param name="MimeType">The Content-Type as the server sent it, with its parameters; null if it sent none.</param>
/// <param name="FinalUrl">The URL that answered, after redirects.</param>
public sealed record FetchedDocument(ReadOnlyMemory<byte> Content, string? MimeType, Uri FinalUrl);

/// <summary>The URL could not be fetched. The message is the reason, in words meant for whoever gave the URL.</summary>
public sealed class FetchException : GridException
{
    public FetchException(string message, bool isTransient = false, Exception? inner = null)
        : base(message, inner) => IsTransient = isTransient;

    /// <summary>Whether the same URL may well answer later: a time-out, a name server that is away, a server error.</summary>
    public bool IsTransient { get; }
}
