using System.Buffers.Binary;
using FencyGrid.Grains.Search.Index;

namespace FencyGrid.Grains.Trees.Search;

/// <summary>What a row keeps of an item's text for the indexes: a count, so many keys of eight bytes little endian, then the search index's entry.</summary>
public sealed record StoredEntry(IReadOnlyList<ulong> TextKeys, byte[] Entry)
{
    public static byte[] Write(IReadOnlyList<ulong> textKeys, byte[] entry)
    {
        var count = Math.Min(textKeys.Count, byte.MaxValue);
        var bytes = new byte[1 + (count * sizeof(ulong)) + entry.Length];
        bytes[0] = (byte)count;
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(1 + (i * sizeof(ulong))), textKeys[i]);
        }

        entry.CopyTo(bytes, 1 + (count * sizeof(ulong)));
        return bytes;
    }

    /// <summary>Null if this build does not read the entry: it is then made anew from the text.</summary>
    public static StoredEntry? Read(byte[] bytes)
    {
        var start = 1 + (bytes[0] * sizeof(ulong));
        if (bytes.Length < start || !IndexEntry.IsCurrent(bytes.AsSpan(start)))
        {
            return null;
        }

        var keys = new ulong[bytes[0]];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(1 + (i * sizeof(ulong))));
        }

        return new StoredEntry(keys, bytes[start..]);
    }
}
