using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace FencyGrid.Grains.Embeddings;

/// <summary>
/// Vectors of one model in memory, a byte for each component: what that loses of a cosine is far below what models differ by. One turn writes
/// at a time, searches read beside it. A vector without components stands for a text that the model refuses.
/// </summary>
internal sealed class VectorSet<TKey>
    where TKey : notnull
{
    // What a vector takes beside its components: its place, its key and its array.
    private const int Overhead = 160;

    private readonly ConcurrentDictionary<TKey, Quantized> _vectors = new();
    private long _components;

    public int Count => _vectors.Count;

    public long ResidentBytes => _components + (Overhead * (long)_vectors.Count);

    public bool Contains(TKey id) => _vectors.ContainsKey(id);

    public void Put(TKey id, ReadOnlySpan<float> vector)
    {
        Remove(id);
        _vectors[id] = Quantize(vector);
        _components += vector.Length;
    }

    public void Remove(TKey id)
    {
        if (_vectors.TryRemove(id, out var old))
        {
            _components -= old.Components.Length;
        }
    }

    /// <summary>The similarity (cosine, 0 to 1) of each item to the query. Vectors of another length are of no use for it.</summary>
    public IEnumerable<(TKey Id, double Similarity)> Compare(ReadOnlyMemory<float> query)
    {
        var asked = Quantize(query.Span);
        foreach (var (id, vector) in _vectors)
        {
            if (vector.Components.Length == asked.Components.Length)
            {
                yield return (id, Math.Clamp(ByteVectors.Dot(asked.Components, vector.Components) * asked.InverseNorm * vector.InverseNorm, 0, 1));
            }
        }
    }

    private static Quantized Quantize(ReadOnlySpan<float> vector)
    {
        var most = 0f;
        foreach (var component in vector)
        {
            most = Math.Max(most, Math.Abs(component));
        }

        var components = new sbyte[vector.Length];
        for (var i = 0; most > 0 && i < components.Length; i++)
        {
            components[i] = (sbyte)MathF.Round(vector[i] / most * 127);
        }

        var square = ByteVectors.Dot(components, components);
        return new Quantized(components, square > 0 ? 1 / Math.Sqrt(square) : 0);
    }

    private readonly record struct Quantized(sbyte[] Components, double InverseNorm);
}
