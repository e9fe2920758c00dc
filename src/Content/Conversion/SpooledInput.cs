using FencyGrid.Grains.Memories.Content;

namespace FencyGrid.Content.Conversion;

/// <summary>A document's bytes as a file in a directory of its own that only this user can read, gone with this object.</summary>
internal sealed class SpooledInput : IDisposable
{
    private readonly DirectoryInfo _directory;

    private SpooledInput(DirectoryInfo directory) => _directory = directory;

    public string Path => System.IO.Path.Combine(_directory.FullName, "input");

    public string Directory => _directory.FullName;

    public static async Task<SpooledInput> CreateAsync(Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        var spooled = new SpooledInput(System.IO.Directory.CreateTempSubdirectory("fencygrid-"));
        try
        {
            await spooled.FillAsync(content, maxBytes, cancellationToken);
            return spooled;
        }
        catch
        {
            spooled.Dispose();
            throw;
        }
    }

    public FileStream Open() => new(Path, FileMode.Open, FileAccess.Read, FileShare.Read);

    public byte[] ReadHead()
    {
        using var file = Open();
        var head = new byte[ContentSniffer.HeadBytes];
        return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private async Task FillAsync(Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(Path, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (file.Length + read > maxBytes)
            {
                throw new ConversionException($"The document is larger than the limit of {maxBytes} bytes.");
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        if (file.Length == 0)
        {
            throw new ConversionException("The document is empty.");
        }
    }
}
