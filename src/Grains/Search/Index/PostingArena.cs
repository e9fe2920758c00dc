using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace FencyGrid.Grains.Search.Index;

/// <summary>
/// The bytes of a segment's posting lists. A list is a chain of slices, each ending in the address of the next; slices double up to
/// <see cref="LargestSlice"/>. What was written is never changed or moved, so readers need no lock. The first blocks are short, for there are
/// many small indexes; each has a whole block's addresses all the same.
/// </summary>
internal sealed class PostingArena
{
    internal const int SmallestSlice = 8;
    private const int LargestSlice = 512;
    internal const int LinkBytes = sizeof(int);
    private const int BlockBits = 15;
    private const int BlockSize = 1 << BlockBits;
    private const int FirstBlockSize = 1 << 10;

    private byte[][] _blocks = [];
    private int _blockCount;
    private int _next;
    private int _limit;

    internal long Bytes { get; private set; }

    internal byte[][] Blocks => Volatile.Read(ref _blocks);

    internal static int NextSize(int size) => Math.Min(size * 2, LargestSlice);

    internal static int BlockOf(int address) => address >> BlockBits;

    internal static int OffsetOf(int address) => address & (BlockSize - 1);

    /// <summary>The address of <paramref name="size"/> fresh bytes in one block.</summary>
    internal int Allocate(int size)
    {
        if (_next + size > _limit)
        {
            if (_blockCount == _blocks.Length)
            {
                var grown = new byte[Math.Max(4, _blocks.Length * 2)][];
                _blocks.CopyTo(grown, 0);
                Volatile.Write(ref _blocks, grown);
            }

            // As long as all before it together.
            _limit = (int)Math.Clamp(Bytes, FirstBlockSize, BlockSize);
            Volatile.Write(ref _blocks[_blockCount++], new byte[_limit]);
            Bytes += _limit;
            _next = 0;
        }

        var address = ((_blockCount - 1) << BlockBits) | _next;
        _next += size;
        return address;
    }

    /// <summary>Appends to the list; the caller publishes its new end afterwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Append(ref TermEntry entry, ReadOnlySpan<byte> bytes)
    {
        var end = entry.End;
        foreach (var b in bytes)
        {
            if (end == entry.SliceLimit)
            {
                entry.SliceSize = NextSize(entry.SliceSize);
                var slice = Allocate(entry.SliceSize);
                BinaryPrimitives.WriteInt32LittleEndian(_blocks[BlockOf(end)].AsSpan(OffsetOf(end)), slice);
                end = slice;
                entry.SliceLimit = slice + entry.SliceSize - LinkBytes;
            }

            _blocks[BlockOf(end)][OffsetOf(end)] = b;
            end++;
        }

        Volatile.Write(ref entry.End, end);
    }
}
