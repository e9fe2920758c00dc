namespace FencyGrid.Grains.Memories.Content;

/// <summary>Files that are too large for rows: uploads, by organization and key. Any string is a valid key; no key reaches another organization's files.</summary>
public interface IBlobStore
{
    /// <summary>Stores the stream to its end, over what the key held. When this returns the bytes are on disk; if it throws, the key holds what it held before.</summary>
    /// <returns>The number of bytes stored.</returns>
    /// <exception cref="FencyGrid.Contracts.RetryableException">The store cannot write now.</exception>
    Task<long> PutAsync(string organizationId, string key, Stream content, CancellationToken cancellationToken);

    /// <summary>The content, which the caller disposes; null if there is none.</summary>
    Task<Stream?> GetAsync(string organizationId, string key, CancellationToken cancellationToken);

    Task<bool> ExistsAsync(string organizationId, string key, CancellationToken cancellationToken);

    /// <summary>Removes the content for good, every version of it. A key that holds nothing is no error.</summary>
    Task DeleteAsync(string organizationId, string key, CancellationToken cancellationToken);
}
