using System.Buffers.Binary;
using System.Security.Cryptography;

namespace FencyGrid.Grains.Trees.State;

/// <summary>
/// Ids of what a tree holds: UUIDs of version 7, which begin with the time, so that rows written together are neighbours in the indexes on
/// their ids. The system is asked for random bytes once for many of them, since each time costs a call into it.
/// </summary>
internal static class ItemIds
{
    private const int Size = 16;
    private const int Batch = 64;

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _left;

    public static string New()
    {
        var random = _random ??= new byte[Size * Batch];
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(random);
            _left = Batch;
        }

        var bytes = random.AsSpan(--_left * Size, Size);
        Span<byte> time = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        time[2..].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
