using FencyGrid.Grains.Search.Conversations;
using FencyGrid.Grains.Search.Index;
using FencyGrid.Grains.Text;
using FsCheck;
using FsCheck.Fluent;

namespace FencyGrid.Grains.Tests.Search;

public sealed class SearchIndexChangeTests
{
    private static readonly string[] Words = ["apple", "pear", "plum", "cherry", "grape", "melon", "lemon", "peach"];

    private static readonly Gen<(int Key, int[] Parts)> Change =
        from key in Gen.Choose(0, 30)
        from parts in Gen.ArrayOf(Gen.Choose(0, 255))
        select (key, parts.Take(12).ToArray());

    /// <summary>A document of no parts stands for a removal.</summary>
    [Fact]
    public void After_any_changes_the_index_answers_as_one_built_afresh_from_what_remains() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(200),
        Prop.ForAll(Arb.From(Gen.ArrayOf(Change)), changes =>
        {
            var index = new SearchIndex(SearchIndexOptions.ConversationDefaults);
            var remaining = new SortedDictionary<string, SearchDocument>(StringComparer.Ordinal);
            var version = 0;
            foreach (var (key, parts) in changes)
            {
                var document = new SearchDocument($"d{key}", ++version, "{}", [.. parts.Select(part => IndexEntry.Encode(TextOf(part), default, MessageOf(part)))]);
                if (parts.Length == 0)
                {
                    index.Remove(document.Key).ShouldBe(remaining.Remove(document.Key));
                }
                else
                {
                    index.Replace(document);
                    remaining[document.Key] = document;
                }
            }

            var fresh = new SearchIndex(SearchIndexOptions.ConversationDefaults);
            foreach (var document in remaining.Values)
            {
                fresh.Replace(document);
            }

            index.Count.ShouldBe(remaining.Values.Sum(document => document.Entries.Count));
            index.DocumentCount.ShouldBe(remaining.Count);
            index.Statistics(Words).DocumentFrequencies.ShouldBe(fresh.Statistics(Words).DocumentFrequencies);
            index.Statistics(Words).Terms.ShouldBe(fresh.Statistics(Words).Terms);
            foreach (var text in new[] { "apple pear", "plum grape lemon", "mellon", "When did Ann buy apples in June 2024?" })
            {
                var query = new SearchQuery(TextAnalyzer.AnalyzeQuery(text), text, 1000);
                index.Search(query).ShouldBe(fresh.Search(query));
            }
        }));

    [Fact]
    public void Beside_a_writer_every_search_sees_a_document_wholly_old_or_wholly_new()
    {
        var index = new SearchIndex();
        var versions = Enumerable.Range(0, 2).Select(parity => Enumerable.Range(0, 8).Select(part => IndexEntry.Encode($"melon {Words[parity]} {part}")).ToArray()).ToArray();
        index.Replace(new SearchDocument("d", 0, "{}", versions[0]));
        var query = new SearchQuery(["melon"], "melon", 100);
        var writer = Task.Run(() =>
        {
            for (var version = 1; version <= 3000; version++)
            {
                index.Replace(new SearchDocument("d", version, "{}", versions[version % 2]));
                index.Replace(new SearchDocument($"other{version % 7}", version, "{}", versions[0]));
            }
        });
        do
        {
            foreach (var keys in new[] { null, new[] { "d" } })
            {
                var hits = index.Search(query with { Keys = keys }).Where(hit => hit.Key == "d").ToList();
                hits.Select(hit => hit.PartNumber).Order().ShouldBe(Enumerable.Range(1, 8));
                hits.Select(hit => hit.ContentVersion).Distinct().Count().ShouldBe(1);
            }
        }
        while (!writer.IsCompleted);
        writer.IsCompletedSuccessfully.ShouldBeTrue();
        index.Count.ShouldBe(64);
    }

    [Fact]
    public void Removing_gives_memory_back()
    {
        var index = new SearchIndex();
        var entry = IndexEntry.Encode("some words to be found");
        for (var round = 0; round < 20; round++)
        {
            for (var key = 0; key < 500; key++)
            {
                index.Replace(new SearchDocument($"d{key}", round, "{}", [entry]));
            }
        }

        var held = index.ResidentBytes;
        for (var key = 0; key < 499; key++)
        {
            index.Remove($"d{key}");
        }

        index.ResidentBytes.ShouldBeLessThan(held / 2);
        index.Search(new SearchQuery(["word"], "words", 10)).ShouldHaveSingleItem().Key.ShouldBe("d499");
    }

    private static MessageContext MessageOf(int bits) => new(bits % 2 == 0 ? "Ann" : "Ben", new DateOnly(2024, 1 + (bits % 12), 9));

    /// <summary>The words whose bits are set.</summary>
    private static string TextOf(int bits) => string.Join(' ', Words.Where((_, i) => (bits & (1 << i)) != 0));
}
