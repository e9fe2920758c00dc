using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Tests.Text;

public sealed class HashedEmbedderTests
{
    [Fact]
    public void The_dot_product_is_the_sum_of_products_however_wide_the_machine_multiplies()
    {
        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            // The extremes come first: they are where a narrow sum would overflow.
            sbyte Component() => round == 0 ? sbyte.MaxValue : round == 1 ? (sbyte)-127 : (sbyte)random.Next(-127, 128);
            sbyte[] left = [.. Enumerable.Range(0, HashedEmbedder.Dimensions).Select(_ => Component())];
            sbyte[] right = [.. Enumerable.Range(0, HashedEmbedder.Dimensions).Select(_ => Component())];
            var wide = new short[HashedEmbedder.Dimensions];
            HashedEmbedder.Widen(left, wide);

            HashedEmbedder.Dot(wide, right).ShouldBe(left.Zip(right).Sum(pair => pair.First * pair.Second));
        }
    }

    [Fact]
    public void The_dot_products_with_several_vectors_are_those_with_each()
    {
        const int Vectors = 5;
        var random = new Random(8);
        var query = Enumerable.Range(0, HashedEmbedder.Dimensions).Select(_ => (short)random.Next(-127, 128)).ToArray();
        var vectors = Enumerable.Range(0, Vectors * HashedEmbedder.Dimensions).Select(_ => (sbyte)random.Next(-127, 128)).ToArray();
        var dots = new int[Vectors];

        HashedEmbedder.Dots(query, vectors, dots);

        dots.ShouldBe(vectors.Chunk(HashedEmbedder.Dimensions).Select(vector => HashedEmbedder.Dot(query, vector)));
    }
}
