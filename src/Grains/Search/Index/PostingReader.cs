using System.Buffers.Binary;

namespace FencyGrid.Grains.Search.Index;

/// <summary>
/// Walks one term's postings in order of part id. A posting is the difference of part ids, doubled, plus one where the weight is other than
/// one occurrence; then that weight in quarters. A small segment has no postings but its parts' terms, see <see cref="TermLists"/>.
/// </summary>
internal ref struct PostingReader
{
    /// <summary>Weights are kept in quarters of an occurrence.</summary>
    internal const int WeightUnit = 4;

    private readonly byte[][] _blocks = [];
    private readonly int _end;
    private readonly uint _hash;
    private readonly ReadOnlySpan<uint> _hashes;
    private readonly ReadOnlySpan<byte> _weights;
    private readonly ReadOnlySpan<int> _ends;
    private ReadOnlySpan<byte> _block;
    private int _base;
    private int _position;
    private int _limit;
    private int _sliceSize;

    internal PostingReader(PostingArena arena, TermEntry[] entries, int id)
    {
        ref var entry = ref entries[id];
        _end = Volatile.Read(ref entry.End);
        _blocks = arena.Blocks;
        _sliceSize = PostingArena.SmallestSlice;
        Part = -1;
        Enter(entry.First);
    }

    /// <summary>Over lists of terms by part.</summary>
    /// <param name="ends">Per part, where its terms end.</param>
    internal PostingReader(uint hash, ReadOnlySpan<uint> hashes, ReadOnlySpan<byte> weights, ReadOnlySpan<int> ends)
    {
        _hash = hash;
        _hashes = hashes;
        _weights = weights;
        _ends = ends;
        Part = -1;
        Weight = WeightUnit;
    }

    internal int Part { get; private set; }

    internal int Weight { get; private set; }

    internal bool Next()
    {
        if (_ends.Length > 0)
        {
            return NextListed();
        }

        if (_base + _position == _end)
        {
            return false;
        }

        // Most are one byte: one occurrence, near the one before.
        if (_position < _limit && _block[_position] is var one && (one & 0x81) == 0)
        {
            _position++;
            Part += one >> 1;
            Weight = WeightUnit;
            return true;
        }

        return NextLong();
    }

    private bool NextListed()
    {
        var found = _hashes[_position..].IndexOf(_hash);
        if (found < 0)
        {
            return false;
        }

        var at = _position + found;
        do
        {
            Part++;
        }
        while (_ends[Part] <= at);
        Weight = _weights[at];
        _position = _ends[Part];
        return true;
    }

    private bool NextLong()
    {
        var head = ReadNumber();
        Part += (int)(head >> 1);
        Weight = (head & 1) == 0 ? WeightUnit : (int)ReadNumber();
        return true;
    }

    internal static int Write(Span<byte> target, int delta, int weight)
    {
        if (weight == WeightUnit)
        {
            return Varint.Write(target, (uint)delta << 1);
        }

        var length = Varint.Write(target, ((uint)delta << 1) | 1);
        return length + Varint.Write(target[length..], (uint)weight);
    }

    private uint ReadNumber()
    {
        uint b = ReadByte();
        if (b < 0x80)
        {
            return b;
        }

        var value = b & 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            b = ReadByte();
            value |= (b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
    }

    private byte ReadByte()
    {
        if (_position == _limit)
        {
            var next = BinaryPrimitives.ReadInt32LittleEndian(_block[_position..]);
            _sliceSize = PostingArena.NextSize(_sliceSize);
            Enter(next);
        }

        return _block[_position++];
    }

    private void Enter(int address)
    {
        _block = _blocks[PostingArena.BlockOf(address)];
        _position = PostingArena.OffsetOf(address);
        _base = address - _position;
        _limit = _position + _sliceSize - PostingArena.LinkBytes;
    }
}
