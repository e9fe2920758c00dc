using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Search.Index;

/// <summary>A query's embedding, ready to be multiplied with <see cref="PartVectors"/>.</summary>
internal readonly ref struct QueryEmbedding
{
    private readonly ReadOnlySpan<sbyte> _components;

    internal QueryEmbedding(string text)
    {
        _components = HashedEmbedder.Embed(text);
        InverseNorm = ByteVectors.InverseNorm(_components);
        foreach (var component in _components)
        {
            Sum += component;
        }
    }

    /// <summary>0 where the query has no words.</summary>
    internal float InverseNorm { get; }

    /// <summary>Of all components.</summary>
    internal int Sum { get; }

    /// <summary>The dot products with vectors of four bits without sign, which stand one behind the other as <see cref="PartVectors"/> packs them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Multiply(ReadOnlySpan<byte> packed, Span<int> dots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(packed.Length, dots.Length * PartVectors.PackedBytes);
        ref var vector = ref MemoryMarshal.GetReference(packed);
        ref var query = ref MemoryMarshal.GetReference(_components);
        if (!Avx512BW.IsSupported)
        {
            for (var i = 0; i < dots.Length; i++)
            {
                dots[i] = Multiply(ref Unsafe.Add(ref vector, i * PartVectors.PackedBytes), ref query);
            }

            return;
        }

        // The query stays in four registers. A sum of eight products, of 15 and 127 at most, has its place in sixteen bits.
        var low = Vector512.Create((byte)0x0F);
        var (q0, q1, q2, q3) = (Vector512.LoadUnsafe(ref query, 0), Vector512.LoadUnsafe(ref query, 64), Vector512.LoadUnsafe(ref query, 128), Vector512.LoadUnsafe(ref query, 192));
        for (var i = 0; i < dots.Length; i++)
        {
            var v0 = Vector512.LoadUnsafe(ref vector, (nuint)(i * PartVectors.PackedBytes));
            var v1 = Vector512.LoadUnsafe(ref vector, (nuint)(i * PartVectors.PackedBytes) + 64);
            var pairs = Avx512BW.MultiplyAddAdjacent(v0 & low, q0) + Avx512BW.MultiplyAddAdjacent(v1 & low, q1)
                + (Avx512BW.MultiplyAddAdjacent((v0.AsUInt16() >> 4).AsByte() & low, q2) + Avx512BW.MultiplyAddAdjacent((v1.AsUInt16() >> 4).AsByte() & low, q3));
            dots[i] = Vector512.Sum(Avx512BW.MultiplyAddAdjacent(pairs, Vector512<short>.One));
        }
    }

    private static int Multiply(ref byte vector, ref sbyte query)
    {
        // Four sums, so that each of their numbers takes in few enough products for sixteen bits on the narrowest machine.
        var (sum0, sum1, sum2, sum3) = (Vector<short>.Zero, Vector<short>.Zero, Vector<short>.Zero, Vector<short>.Zero);
        var low = new Vector<byte>(0x0F);
        for (nuint i = 0; i < PartVectors.PackedBytes; i += (nuint)Vector<byte>.Count)
        {
            var packed = Vector.LoadUnsafe(ref vector, i);
            Vector.Widen((packed & low).As<byte, sbyte>(), out var first, out var second);
            Vector.Widen(Vector.LoadUnsafe(ref query, i), out var left, out var right);
            sum0 += first * left;
            sum1 += second * right;
            Vector.Widen((packed >>> 4).As<byte, sbyte>(), out first, out second);
            Vector.Widen(Vector.LoadUnsafe(ref query, i + PartVectors.PackedBytes), out left, out right);
            sum2 += first * left;
            sum3 += second * right;
        }

        Vector.Widen(sum0, out var a0, out var b0);
        Vector.Widen(sum1, out var a1, out var b1);
        Vector.Widen(sum2, out var a2, out var b2);
        Vector.Widen(sum3, out var a3, out var b3);
        return Vector.Sum(a0 + b0 + a1 + b1 + (a2 + b2 + a3 + b3));
    }
}
