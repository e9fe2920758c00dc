using System.Security.Cryptography;
using FencyGrid.Content.Uploads;

namespace FencyGrid.Api.Fency.Uploads;

/// <summary>
/// A file as it comes in, held to the size its policy allows. A file that is too large, too small or cut off ends in an exception
/// rather than in an end, so that whoever stores it stores nothing.
/// </summary>
internal sealed class UploadStream(Stream inner, AcceptedPost post) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _bytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A tag that is another for other bytes. S3 says of its own that it need not be an MD5.</summary>
    public string TakeTag() => $"\"{Convert.ToHexStringLower(_hash.GetHashAndReset())[..32]}\"";

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await inner.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException)
        {
            throw UploadForm.Malformed();
        }

        _bytes += read;
        post.CheckSize(_bytes, isWhole: read == 0);
        _hash.AppendData(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
