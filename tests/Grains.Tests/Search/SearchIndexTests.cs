using FencyGrid.Grains.Search;
using FencyGrid.Grains.Search.Index;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Tests.Search;

public sealed class SearchIndexTests
{
    private readonly SearchIndex _index = new();

    [Fact]
    public void Inflected_words_find_each_other()
    {
        Put("a", "The database keeps its indexes in memory.");
        Put("b", "Cats sleep all day.");
        Find("index of databases")[0].Key.ShouldBe("a");
    }

    [Fact]
    public void A_misspelt_query_finds_by_its_embedding()
    {
        Put("a", "Configure replication between servers.");
        Put("b", "Cats sleep on warm roofs.");
        Find("replicaton configuraton").ShouldHaveSingleItem().Key.ShouldBe("a");
    }

    [Fact]
    public void A_chunk_is_found_by_the_heading_above_it()
    {
        _index.Replace(new SearchDocument("a", 1, "{}", [IndexEntry.Encode("Use forty.", "Guide › Connection limits"), IndexEntry.Encode("Use fifty.", "Guide › Timeouts")]));
        var best = Find("connection limit")[0];
        (best.Key, best.PartNumber).ShouldBe(("a", 1));
    }

    [Fact]
    public void Of_two_equal_parts_the_one_whose_neighbour_matches_too_ranks_first()
    {
        Put("a", "We went to the lake.", "It was cold.", "Nothing here.");
        Put("b", "The lake is frozen and we went skating in January.", "It was cold.", "Nothing here.");
        var hits = Find("skating cold");
        hits.First(hit => hit.PartNumber == 2).Key.ShouldBe("b");
    }

    [Fact]
    public void A_part_is_not_scored_with_a_neighbour_of_another_document()
    {
        Put("a", "alpha");
        Put("b", "beta");
        Find("alpha").ShouldHaveSingleItem().Key.ShouldBe("a");
    }

    [Fact]
    public void Filters_run_before_ranking_so_that_a_hidden_document_takes_no_place()
    {
        for (var i = 0; i < 50; i++)
        {
            _index.Replace(new SearchDocument($"hidden{i}", 1, """{"team":"red"}""", [IndexEntry.Encode("apple apple apple")]));
        }

        _index.Replace(new SearchDocument("wanted", 7, """{"team":"blue"}""", [IndexEntry.Encode("one apple among many other words of a long sentence")]));
        var query = new SearchQuery(TextAnalyzer.AnalyzeQuery("apple"), "apple", 1);
        var expected = new SearchHit("wanted", 7, 1, _index.Search(query with { Keys = ["wanted", "unknown"] }).ShouldHaveSingleItem().Score);
        _index.Search(query with { Keys = ["wanted"] }).ShouldBe([expected]);
        _index.Search(query with { Match = MetadataMatch.Parse("""{"team":"blue"}""") }).ShouldBe([expected]);
        _index.Search(query with { Keys = [] }).ShouldBeEmpty();
    }

    [Fact]
    public void Indexes_that_are_given_the_same_statistics_score_alike()
    {
        string[] texts = ["apples and pears", "apples grow on trees", "pears are green", "trees are tall"];
        var whole = new SearchIndex();
        SearchIndex[] shards = [new(), new()];
        for (var i = 0; i < texts.Length; i++)
        {
            var document = new SearchDocument($"d{i}", 1, "{}", [IndexEntry.Encode(texts[i])]);
            whole.Replace(document);
            shards[i % 2].Replace(document);
        }

        var query = new SearchQuery(TextAnalyzer.AnalyzeQuery("apples on trees"), "apples on trees", 10);
        var statistics = whole.Statistics(query.Terms);
        shards.Sum(shard => shard.Statistics(query.Terms).Chunks).ShouldBe(statistics.Chunks);
        shards.SelectMany(shard => shard.Search(query with { Statistics = statistics }))
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Key, StringComparer.Ordinal)
            .ShouldBe(whole.Search(query));
    }

    [Fact]
    public void Scores_lie_between_0_and_1_and_ties_go_by_key_then_part()
    {
        Put("b", "same words", "same words");
        Put("a", "same words", "same words");
        var hits = Find("same words");
        hits.ShouldAllBe(hit => hit.Score > 0 && hit.Score <= 1);
        hits.Select(hit => (hit.Key, hit.PartNumber)).ShouldBe([("a", 1), ("a", 2), ("b", 1), ("b", 2)]);
    }

    [Fact]
    public void A_damaged_entry_is_refused_and_changes_nothing()
    {
        Put("a", "alpha");
        var whole = IndexEntry.Encode("beta");
        Should.Throw<InvalidDataException>(() => _index.Replace(new SearchDocument("a", 2, "{}", [whole, whole[..^3]])));
        Should.Throw<InvalidDataException>(() => _index.Replace(new SearchDocument("a", 2, "{}", [[9, .. whole[1..]]])));
        Find("alpha").ShouldHaveSingleItem().ContentVersion.ShouldBe(1);
    }

    private void Put(string key, params string[] parts) =>
        _index.Replace(new SearchDocument(key, 1, "{}", [.. parts.Select(part => IndexEntry.Encode(part))]));

    private IReadOnlyList<SearchHit> Find(string text) => _index.Search(new SearchQuery(TextAnalyzer.AnalyzeQuery(text), text, 10));
}
