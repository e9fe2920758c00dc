using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Memories;

namespace FencyGrid.Grains.Tests.Search;

public sealed class VectorSetTests
{
    [Fact]
    public void A_vector_takes_a_byte_for_each_component_and_what_the_set_says_beside_it()
    {
        const int count = 4_000, dimensions = 768;
        var ids = Enumerable.Range(0, count).Select(i => new ChunkPlace($"mem_{i:x32}", 1, 1)).ToArray();
        var vector = new float[dimensions];
        new Random(1).NextSingles(vector);
        var set = new VectorSet<ChunkPlace>();
        void PutAll() => Array.ForEach(ids, id => set.Put(id, vector));

        // What the set's table leaves behind as it grows is no vector's.
        PutAll();
        Array.ForEach(ids, set.Remove);
        var before = GC.GetAllocatedBytesForCurrentThread();
        PutAll();

        var each = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / count;
        each.ShouldBeInRange(dimensions, dimensions + 160);
        ((double)set.ResidentBytes / count).ShouldBe(each, 0.1 * each);
    }

    [Fact]
    public void What_rounding_to_a_byte_loses_of_a_cosine_is_little()
    {
        var set = new VectorSet<string>();
        var (one, other) = (new float[384], new float[384]);
        new Random(1).NextSingles(one);
        new Random(2).NextSingles(other);
        set.Put("other", other);

        var exact = one.Zip(other, (x, y) => (double)x * y).Sum() / Math.Sqrt(one.Sum(x => (double)x * x) * other.Sum(x => (double)x * x));

        set.Compare(one).ShouldHaveSingleItem().Similarity.ShouldBe(exact, 0.003);
    }

    [Fact]
    public void Vectors_of_another_length_and_without_components_are_like_nothing()
    {
        var set = new VectorSet<string>();
        set.Put("longer", [1, 0, 0]);
        set.Put("none", []);
        set.Put("same", [1, 0]);

        set.Compare(new float[] { 1, 0 }).ShouldHaveSingleItem().Id.ShouldBe("same");
        set.Contains("none").ShouldBeTrue();
        set.Remove("longer");
        set.Contains("longer").ShouldBeFalse();
    }
}

internal static class RandomVectors
{
    public static void NextSingles(this Random random, Span<float> values)
    {
        foreach (ref var value in values)
        {
            value = (random.NextSingle() * 2) - 1;
        }
    }
}
