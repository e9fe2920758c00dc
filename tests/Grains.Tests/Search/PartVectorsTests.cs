using FencyGrid.Grains.Search.Index;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Tests.Search;

public sealed class PartVectorsTests
{
    private const string Query = "where did the hiking club meet last spring";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Similarity_is_the_cosine_and_never_above_its_bound(bool isSmall)
    {
        const int Parts = 700;
        var random = new Random(7);
        sbyte[][] vectors = [.. Enumerable.Range(0, Parts).Select(part => Vector(part, random))];
        var held = new PartVectors(isSmall);
        held.Reserve(Parts);
        for (var part = 0; part < Parts; part++)
        {
            held.Set(part, vectors[part]);
        }

        var query = new QueryEmbedding(Query);
        var asked = HashedEmbedder.Embed(Query);
        var most = new float[held.BlockSize];
        for (var part = 0; part < Parts; part++)
        {
            if (part % held.BlockSize == 0)
            {
                held.Bound(query, part, most.AsSpan(0, Math.Min(held.BlockSize, Parts - part)));
            }

            var cosine = Math.Clamp(Cosine(asked, vectors[part]), 0, 1);
            held.Similarity(query, part).ShouldBe((float)cosine, 1e-5f);
            ((double)most[part % held.BlockSize]).ShouldBeGreaterThanOrEqualTo(Cosine(asked, vectors[part]));
        }
    }

    [Fact]
    public void A_bound_leaves_out_what_is_unlike()
    {
        var held = new PartVectors(isSmall: true);
        held.Reserve(2);
        held.Set(0, HashedEmbedder.Embed(Query));
        held.Set(1, HashedEmbedder.Embed("quarterly figures of an insurance company, audited"));
        var most = new float[2];

        held.Bound(new QueryEmbedding(Query), 0, most);

        most[0].ShouldBeInRange(1, 1.3f);
        most[1].ShouldBeLessThan(0.6f);
    }

    [Fact]
    public void A_copied_vector_is_the_same()
    {
        var source = new PartVectors(isSmall: true);
        source.Reserve(20);
        source.Set(19, HashedEmbedder.Embed("the hiking club met in Bergen"));
        var target = new PartVectors(isSmall: false);
        target.Reserve(300);

        target.Set(299, source, 19);

        var query = new QueryEmbedding(Query);
        target.Similarity(query, 299).ShouldBe(source.Similarity(query, 19));
        target.Similarity(query, 299).ShouldBeGreaterThan(0.2f);
    }

    // The extremes come first: they are where a narrow sum would overflow.
    private static sbyte[] Vector(int part, Random random) => part switch
    {
        0 => [.. Enumerable.Repeat(sbyte.MaxValue, HashedEmbedder.Dimensions)],
        1 => [.. Enumerable.Repeat((sbyte)-127, HashedEmbedder.Dimensions)],
        2 => HashedEmbedder.Embed(Query),
        3 => [.. HashedEmbedder.Embed(Query).Select(component => (sbyte)-component)],
        4 => new sbyte[HashedEmbedder.Dimensions],
        5 => [.. HashedEmbedder.Embed(Query).Select(component => component >= 0 ? sbyte.MaxValue : (sbyte)-127)],
        _ => [.. Enumerable.Range(0, HashedEmbedder.Dimensions).Select(_ => (sbyte)random.Next(-127, 128))],
    };

    private static double Cosine(sbyte[] left, sbyte[] right)
    {
        var norms = Math.Sqrt((double)Dot(left, left) * Dot(right, right));
        return norms == 0 ? 0 : Dot(left, right) / norms;
    }

    private static int Dot(sbyte[] left, sbyte[] right) => left.Zip(right).Sum(pair => pair.First * pair.Second);
}
