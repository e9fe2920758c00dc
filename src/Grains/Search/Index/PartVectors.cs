using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Search.Index;

/// <summary>
/// The embeddings of a segment's parts. The upper four bits of all components stand apart from the lower four: they alone say how similar a
/// part can be at most, so that a scan reads half of the bytes and multiplies in eight bits. One writer; readers see what stood when their
/// snapshot was published.
/// </summary>
internal sealed class PartVectors
{
    /// <summary>What four bits of each component of a vector take. A byte's lower half is of the first half's component, its upper half of the second's.</summary>
    internal const int PackedBytes = HashedEmbedder.Dimensions / 2;

    internal const int LargestBlock = 1 << LargeBlockBits;

    // A scan waits for the memory at the start of each block; a small tree should not hold a large one.
    private const int LargeBlockBits = 8;
    private const int SmallBlockBits = 4;

    // In the middle of what four lower bits can be.
    private const float Middle = 7.5f;

    // A component is kept without sign.
    private const int Offset = 128;

    private readonly int _blockBits;
    private readonly int _lowerHalves;

    // A block has the upper halves of all its parts, then the lower ones.
    private byte[][] _blocks = [];
    private float[] _inverseNorms = [];

    // How far the lower halves can bring a similarity away from the one with all of them in the middle.
    private float[] _reaches = [];

    internal PartVectors(bool isSmall)
    {
        _blockBits = isSmall ? SmallBlockBits : LargeBlockBits;
        _lowerHalves = BlockSize * PackedBytes;
    }

    /// <summary>So many parts can be compared at once.</summary>
    internal int BlockSize => 1 << _blockBits;

    /// <summary>The memory held for so many parts, in bytes.</summary>
    internal long Bytes(int parts) => (_inverseNorms.Length * 2L * sizeof(float)) + ((parts + BlockSize - 1L) / BlockSize * ((BlockSize * HashedEmbedder.Dimensions) + 32));

    internal void Reserve(int parts)
    {
        Growth.Reserve(ref _inverseNorms, parts);
        Growth.Reserve(ref _reaches, parts);
        Growth.Reserve(ref _blocks, (parts >> _blockBits) + 1);
    }

    internal void Set(int part, ReadOnlySpan<sbyte> vector)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vector.Length, HashedEmbedder.Dimensions);
        ref var component = ref Unsafe.As<sbyte, byte>(ref MemoryMarshal.GetReference(vector));
        var upper = PlaceFor(part);
        var lower = upper[_lowerHalves..];
        var (sum, squares) = (Vector<ushort>.Zero, Vector<ushort>.Zero);
        for (var i = 0; i < PackedBytes; i += Vector<byte>.Count)
        {
            // The highest bit turned over adds the offset.
            var first = Vector.LoadUnsafe(ref component, (nuint)i) ^ new Vector<byte>(Offset);
            var second = Vector.LoadUnsafe(ref component, (nuint)(i + PackedBytes)) ^ new Vector<byte>(Offset);
            ((first >>> 4) | (second & new Vector<byte>(0xF0))).CopyTo(upper[i..]);
            ((first & new Vector<byte>(0x0F)) | (second << 4)).CopyTo(lower[i..]);
            Vector.Widen(first & new Vector<byte>(0x0F), out var a, out var b);
            Vector.Widen(second & new Vector<byte>(0x0F), out var c, out var d);
            sum += a + b + c + d;
            squares += (a * a) + (b * b) + (c * c) + (d * d);
        }

        // How far all lower halves together are from the middle; and a hair for rounding.
        var square = Total(squares) - (2 * Middle * Total(sum)) + (HashedEmbedder.Dimensions * Middle * Middle);
        _inverseNorms[part] = ByteVectors.InverseNorm(vector);
        _reaches[part] = (MathF.Sqrt(square) * _inverseNorms[part] * 1.0001f) + 0.0001f;
    }

    internal void Set(int part, PartVectors source, int sourcePart)
    {
        var from = source._blocks[sourcePart >> source._blockBits].AsSpan(source.PlaceOf(sourcePart));
        var to = PlaceFor(part);
        from[..PackedBytes].CopyTo(to);
        from.Slice(source._lowerHalves, PackedBytes).CopyTo(to[_lowerHalves..]);
        _inverseNorms[part] = source._inverseNorms[sourcePart];
        _reaches[part] = source._reaches[sourcePart];
    }

    /// <summary>The cosine, 0 where it is negative.</summary>
    internal float Similarity(QueryEmbedding query, int part)
    {
        var vector = Volatile.Read(ref _blocks)[part >> _blockBits].AsSpan(PlaceOf(part));
        int upper = 0, lower = 0;
        query.Multiply(vector, new Span<int>(ref upper));
        query.Multiply(vector[_lowerHalves..], new Span<int>(ref lower));
        return Math.Clamp(((16 * upper) + lower - (Offset * query.Sum)) * query.InverseNorm * Volatile.Read(ref _inverseNorms)[part], 0, 1);
    }

    /// <summary>How similar the parts from that one on, the first of a block, can be at most.</summary>
    /// <param name="most">For up to <see cref="BlockSize"/> parts.</param>
    internal void Bound(QueryEmbedding query, int part, Span<float> most)
    {
        Span<int> dots = stackalloc int[most.Length];
        query.Multiply(Volatile.Read(ref _blocks)[part >> _blockBits], dots);
        var inverseNorms = Volatile.Read(ref _inverseNorms).AsSpan(part, most.Length);
        var reaches = Volatile.Read(ref _reaches).AsSpan(part, most.Length);
        var middle = (Offset - Middle) * query.Sum;
        for (var i = 0; i < most.Length; i++)
        {
            most[i] = (((16 * dots[i]) - middle) * query.InverseNorm * inverseNorms[i]) + reaches[i];
        }
    }

    private static int Total(Vector<ushort> numbers)
    {
        Vector.Widen(numbers, out var low, out var high);
        return (int)Vector.Sum(low + high);
    }

    private int PlaceOf(int part) => (part & (BlockSize - 1)) * PackedBytes;

    /// <summary>From the part's upper halves on; its lower ones follow by <see cref="_lowerHalves"/>.</summary>
    private Span<byte> PlaceFor(int part) => (_blocks[part >> _blockBits] ??= new byte[BlockSize * HashedEmbedder.Dimensions]).AsSpan(PlaceOf(part));
}
