using System.Numerics;

namespace FencyGrid.Grains.Embeddings;

/// <summary>Arithmetic on vectors of a byte for each component.</summary>
internal static class ByteVectors
{
    /// <summary>The dot product of two vectors of the same length.</summary>
    internal static long Dot(ReadOnlySpan<sbyte> left, ReadOnlySpan<sbyte> right)
    {
        var sum = Vector<int>.Zero;
        var i = 0;
        for (; i <= left.Length - Vector<sbyte>.Count; i += Vector<sbyte>.Count)
        {
            Vector.Widen(new Vector<sbyte>(left[i..]), out var leftLow, out var leftHigh);
            Vector.Widen(new Vector<sbyte>(right[i..]), out var rightLow, out var rightHigh);
            Vector.Widen(leftLow * rightLow, out var first, out var second);
            Vector.Widen(leftHigh * rightHigh, out var third, out var fourth);
            sum += first + second + third + fourth;
        }

        long total = Vector.Sum(sum);
        for (; i < left.Length; i++)
        {
            total += left[i] * right[i];
        }

        return total;
    }

    /// <summary>1 / length; 0 for a vector of nothing but zeros.</summary>
    internal static float InverseNorm(ReadOnlySpan<sbyte> vector)
    {
        var square = Dot(vector, vector);
        return square == 0 ? 0 : 1 / MathF.Sqrt(square);
    }
}
