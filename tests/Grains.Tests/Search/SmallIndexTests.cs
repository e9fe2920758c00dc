using FencyGrid.Grains.Search.Index;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Tests.Search;

/// <summary>An index takes memory by what it holds, from the first document on.</summary>
public sealed class SmallIndexTests
{
    private readonly SearchIndex _index = new();

    [Fact]
    public void An_index_of_one_document_is_small()
    {
        Put(0);
        _index.ResidentBytes.ShouldBeLessThan(16_000);
    }

    [Fact]
    public void What_stood_before_the_blocks_grew_is_found_as_before()
    {
        // Past the first block of vectors and several of postings.
        for (var number = 0; number < 600; number++)
        {
            Put(number);
        }

        for (var number = 0; number < 600; number += 7)
        {
            var word = $"unique{number}word";
            var query = new SearchQuery(TextAnalyzer.AnalyzeQuery(word), word, 1);
            _index.Search(query).ShouldHaveSingleItem().Key.ShouldBe($"d{number}");
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(600)]
    public void What_is_held_is_told_the_same_at_any_size(int documents)
    {
        for (var number = 0; number < documents; number++)
        {
            Put(number);
        }

        Put(1);
        _index.Remove("d2");

        _index.Documents.Select(document => document.Key).ShouldBe(Enumerable.Range(0, documents).Except([2]).Select(number => $"d{number}"), ignoreOrder: true);
        _index.Find("d1").ShouldBe((1, 1));
        _index.Find("d2").ShouldBeNull();
        var admits = _index.Admission(new SearchQuery([], "", 1) { Keys = ["d0", "d2"] });
        (admits("d0", 1), admits("d0", 2), admits("d1", 1), admits("d2", 1)).ShouldBe((true, false, false, false));
    }

    private void Put(int number) =>
        _index.Replace(new SearchDocument($"d{number}", 1, "{}", [IndexEntry.Encode($"The shared sentence says unique{number}word and {number * 7919} besides.")]));
}
