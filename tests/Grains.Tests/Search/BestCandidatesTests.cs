using FencyGrid.Grains.Search.Index;
using FsCheck;
using FsCheck.Fluent;

namespace FencyGrid.Grains.Tests.Search;

public sealed class BestCandidatesTests
{
    private static readonly Segment Segment = new(SearchIndexOptions.ProseDefaults, isListed: true);

    private static readonly IndexedDocument[] Documents =
        [.. Enumerable.Range(0, 8).Select(number => new IndexedDocument($"d{number}", 1, "{}") { Segment = Segment, PartCount = 1000 })];

    // Keys that share one are told apart by their own order.
    private static readonly uint[] Ties = [7, 7, 3, 0, 9, 3, 0, 5];

    private static readonly Gen<(int Score, int Document)> Place = from score in Gen.Choose(0, 20) from document in Gen.Choose(0, Documents.Length - 1) select (score, document);

    [Fact]
    public void Of_any_candidates_it_keeps_those_that_sorting_all_would_put_first() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(600),
        Prop.ForAll(Arb.From(Gen.ArrayOf(Place)), Arb.From(Gen.Choose(1, 40)), (places, capacity) =>
        {
            var candidates = places.Select((place, part) => new Candidate(place.Score, Ties[place.Document], 0, part, Documents[place.Document])).ToArray();
            var best = new BestCandidates(capacity);
            foreach (var candidate in candidates)
            {
                if (candidate.Score >= best.Least)
                {
                    best.Offer(candidate);
                }
            }

            best.Items.ToArray().OrderDescending().ShouldBe(candidates.OrderDescending().Take(capacity));
        }));

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(0)]
    public void Candidates_in_order_are_no_harder_than_others(int direction)
    {
        var candidates = Enumerable.Range(0, 20_000).Select(number => new Candidate(direction * number, Ties[number % 8], 0, number % 1000, Documents[number % 8])).ToArray();
        var best = new BestCandidates(100);
        foreach (var candidate in candidates)
        {
            best.Offer(candidate);
        }

        best.Items.ToArray().OrderDescending().Select(candidate => (candidate.Score, candidate.Document.Key, candidate.Number))
            .ShouldBe(candidates.OrderDescending().Take(100).Select(candidate => (candidate.Score, candidate.Document.Key, candidate.Number)));
    }
}
