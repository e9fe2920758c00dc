using System.Security.Cryptography;
using System.Text;
using FencyGrid.Contracts;
using FencyGrid.Grains.Memories.Content;

namespace FencyGrid.Content.Blobs;

/// <summary>
/// Blobs as files. A path is made of hashes of organization and key, never of the strings themselves, so that no key can name
/// another place, and two keys that a file system takes for one are two files.
/// </summary>
public sealed class DiskBlobStore : IBlobStore
{
    private readonly string _root;
    private readonly string _incoming;

    /// <param name="root">Created if missing. Files that a process which is gone did not finish are removed.</param>
    public DiskBlobStore(string root)
    {
        _root = Path.GetFullPath(root);
        _incoming = Path.Combine(_root, "incoming");
        DurableDirectory.Create(_incoming);
        foreach (var file in Directory.EnumerateFiles(_incoming))
        {
            DeleteAbandoned(file);
        }
    }

    public async Task<long> PutAsync(string organizationId, string key, Stream content, CancellationToken cancellationToken)
    {
        var path = PathOf(organizationId, key);
        var temporary = Path.Combine(_incoming, Guid.NewGuid().ToString("n"));
        try
        {
            var length = await WriteAsync(temporary, content, cancellationToken);

            // The name is on disk only when its directory is.
            var directory = Path.GetDirectoryName(path)!;
            DurableDirectory.Create(directory);
            File.Move(temporary, path, overwrite: true);
            DurableDirectory.Flush(directory);
            return length;
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            File.Delete(temporary);
            throw new RetryableException("The file could not be stored; the disk may be full.", failure);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    public Task<Stream?> GetAsync(string organizationId, string key, CancellationToken cancellationToken)
    {
        try
        {
            // Delete sharing: whoever reads keeps the bytes until the stream is closed, whatever happens to the name.
            return Task.FromResult<Stream?>(new FileStream(
                PathOf(organizationId, key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 64 * 1024, useAsync: true));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<bool> ExistsAsync(string organizationId, string key, CancellationToken cancellationToken) => Task.FromResult(File.Exists(PathOf(organizationId, key)));

    public Task DeleteAsync(string organizationId, string key, CancellationToken cancellationToken)
    {
        var path = PathOf(organizationId, key);
        if (File.Exists(path))
        {
            File.Delete(path);
            DurableDirectory.Flush(Path.GetDirectoryName(path)!);
        }

        return Task.CompletedTask;
    }

    internal string PathOf(string organizationId, string key)
    {
        var name = Hash(key);
        return Path.Combine(_root, Hash(organizationId), name[..2], name);
    }

    /// <summary>Deletes the file unless another process still writes it: it holds the file open for itself alone.</summary>
    private static void DeleteAbandoned(string path)
    {
        try
        {
            using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
                File.Delete(path);
            }
        }
        catch (IOException)
        {
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static async Task<long> WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 64 * 1024, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(path, options);
        await content.CopyToAsync(file, cancellationToken);
        file.Flush(flushToDisk: true);
        return file.Length;
    }
}
