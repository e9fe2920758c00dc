using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FencyGrid.Grains.Text;

/// <summary>
/// A vector for a text with no model: character n-grams of its words, hashed with a sign into <see cref="Dimensions"/> numbers.
/// Misspelt and inflected words share most of their n-grams, so their vectors stay near. Deterministic on every machine.
/// </summary>
public static class HashedEmbedder
{
    public const int Dimensions = 256;

    /// <summary>The text's vector with its largest component at ±127; all zero where the text has no words.</summary>
    public static sbyte[] Embed(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sink = new EmbeddingSink { Words = new WordCounts() };
        Tokenizer.Scan(text, ref sink);
        var vector = new sbyte[Dimensions];
        Embed(sink.Words, vector);
        return vector;
    }

    /// <summary>The cosine of two vectors; 0 if either is all zero.</summary>
    public static double Cosine(ReadOnlySpan<sbyte> left, ReadOnlySpan<sbyte> right)
    {
        var norms = InverseNorm(left) * InverseNorm(right);
        Span<short> wide = stackalloc short[Dimensions];
        Widen(left, wide);
        return Dot(wide, right) * (double)norms;
    }

    internal static void Embed(WordCounts words, Span<sbyte> vector)
    {
        Span<float> sums = stackalloc float[Dimensions];
        sums.Clear();
        for (var i = 0; i < words.Count; i++)
        {
            // Repetition counts, but ever less.
            AddWord(sums, words.Word(i), 1 + MathF.Log(words.Times(i)));
        }

        var largest = 0f;
        foreach (var sum in sums)
        {
            largest = MathF.Max(largest, MathF.Abs(sum));
        }

        if (largest == 0)
        {
            vector.Clear();
            return;
        }

        var scale = 127 / largest;
        for (var i = 0; i < Dimensions; i++)
        {
            vector[i] = (sbyte)MathF.Round(sums[i] * scale);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float InverseNorm(ReadOnlySpan<sbyte> vector)
    {
        var sum = 0;
        foreach (var component in vector)
        {
            sum += component * component;
        }

        return sum == 0 ? 0 : 1 / MathF.Sqrt(sum);
    }

    internal static void Widen(ReadOnlySpan<sbyte> vector, Span<short> wide)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            wide[i] = vector[i];
        }
    }

    /// <summary>The dot product; the query's side is widened once, since it meets every vector of an index.</summary>
    internal static int Dot(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> vector)
    {
        ref var q = ref MemoryMarshal.GetReference(query);
        ref var v = ref MemoryMarshal.GetReference(vector);
        if (Avx512BW.IsSupported && vector.Length == Dimensions && query.Length == Dimensions)
        {
            var sum0 = Vector512<int>.Zero;
            var sum1 = Vector512<int>.Zero;
            for (nuint i = 0; i < Dimensions; i += 64)
            {
                sum0 += Avx512BW.MultiplyAddAdjacent(Vector512.LoadUnsafe(ref q, i), Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref v, i)));
                sum1 += Avx512BW.MultiplyAddAdjacent(Vector512.LoadUnsafe(ref q, i + 32), Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref v, i + 32)));
            }

            return Vector512.Sum(sum0 + sum1);
        }

        if (Avx2.IsSupported && vector.Length == Dimensions && query.Length == Dimensions)
        {
            var sum0 = Vector256<int>.Zero;
            var sum1 = Vector256<int>.Zero;
            for (nuint i = 0; i < Dimensions; i += 32)
            {
                sum0 += Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref q, i), Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref v, i)));
                sum1 += Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref q, i + 16), Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref v, i + 16)));
            }

            return Vector256.Sum(sum0 + sum1);
        }

        var sum = 0;
        for (var i = 0; i < vector.Length; i++)
        {
            sum += query[i] * vector[i];
        }

        return sum;
    }

    /// <summary>The dot products with vectors that stand one behind the other.</summary>
    internal static void Dots(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> vectors, Span<int> dots)
    {
        if (!Avx512BW.IsSupported)
        {
            for (var i = 0; i < dots.Length; i++)
            {
                dots[i] = Dot(query, vectors.Slice(i * Dimensions, Dimensions));
            }

            return;
        }

        // The query stays in eight registers.
        ArgumentOutOfRangeException.ThrowIfLessThan(vectors.Length, dots.Length * Dimensions);
        var q0 = Vector512.Create(query);
        var q1 = Vector512.Create(query[32..]);
        var q2 = Vector512.Create(query[64..]);
        var q3 = Vector512.Create(query[96..]);
        var q4 = Vector512.Create(query[128..]);
        var q5 = Vector512.Create(query[160..]);
        var q6 = Vector512.Create(query[192..]);
        var q7 = Vector512.Create(query[224..]);
        ref var v = ref MemoryMarshal.GetReference(vectors);
        for (var i = 0; i < dots.Length; i++)
        {
            var at = (nuint)(i * Dimensions);
            var sum0 = Product(q0, ref v, at) + Product(q1, ref v, at + 32);
            var sum1 = Product(q2, ref v, at + 64) + Product(q3, ref v, at + 96);
            var sum2 = Product(q4, ref v, at + 128) + Product(q5, ref v, at + 160);
            var sum3 = Product(q6, ref v, at + 192) + Product(q7, ref v, at + 224);
            dots[i] = Vector512.Sum(sum0 + sum1 + (sum2 + sum3));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Product(Vector512<short> query, ref sbyte vectors, nuint at) =>
        Avx512BW.MultiplyAddAdjacent(query, Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref vectors, at)));

    /// <summary>
    /// Adds the n-grams of 3 to 5 characters of the word between boundary marks. Longer ones are rarer and say more; a word of one or
    /// two characters is its own only n-gram.
    /// </summary>
    private static void AddWord(Span<float> sums, ReadOnlySpan<char> word, float weight)
    {
        Span<char> bounded = stackalloc char[word.Length + 2];
        bounded[0] = '\u0002';
        word.CopyTo(bounded[1..]);
        bounded[^1] = '\u0003';
        for (var start = 0; start + 3 <= bounded.Length; start++)
        {
            var hash = 2166136261u;
            for (var n = 0; n < 5 && start + n < bounded.Length; n++)
            {
                hash = (hash ^ bounded[start + n]) * 0x9E3779B1u;
                hash ^= hash >> 15;
                if (n >= 2)
                {
                    var mixed = hash * 0x85EBCA6Bu;
                    var value = n switch { 2 => 0.6f, 3 => 0.8f, _ => 1f } * weight;
                    sums[(int)(mixed >> 24)] += (mixed & 0x800000) == 0 ? value : -value;
                }
            }
        }
    }

    private struct EmbeddingSink : ITokenSink
    {
        internal WordCounts Words;

        public readonly void Add(ReadOnlySpan<char> token, TokenKind kind) => Words.Add(token, kind);
    }
}
