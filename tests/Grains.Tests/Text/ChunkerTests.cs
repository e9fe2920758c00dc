using FencyGrid.Grains.Text;
using FsCheck;
using FsCheck.Fluent;

namespace FencyGrid.Grains.Tests.Text;

public sealed class ChunkerTests
{
    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.Elements("# Title\n", "## Part\n\n", "Heading\n=======\n", "4.2 Foo bar\n\n", "NAME\n", "\n", "\n\n", "\f", "```\n", "| a | b |\n", "- item one\n", " ", "\r\n"),
        Gen.Elements("A sentence about things, e.g. this one. ", "No end in sight ", "東京都庁舎へ行く。", "😀", "e\u0301", "\uD83D\uDE00\u200D\uD83D\uDE80").Resize(10),
        Gen.Choose(1, 900).Select(length => new string('x', length) + " "),
        Gen.Choose(1900, 4500).Select(length => string.Concat(Enumerable.Repeat("😀", length / 2))),
        Gen.Choose(1, 60).Select(count => string.Concat(Enumerable.Repeat("Several plain words stand here. ", count))));

    private static readonly Arbitrary<string> Texts = Arb.From(Gen.ArrayOf(Piece).Select(string.Concat));

    [Fact]
    public void The_slices_of_all_chunks_are_the_text() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Texts, text =>
        {
            var chunks = Chunker.Chunk(text, hasPages: true);
            string.Concat(chunks.Select(chunk => text.Substring(chunk.Start, chunk.Length))).ShouldBe(text);
            chunks.Select(chunk => chunk.Number).ShouldBe(Enumerable.Range(1, chunks.Count));
        }));

    [Fact]
    public void No_chunk_is_empty_or_over_the_limit_or_begins_inside_a_word_that_would_fit() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Texts, text =>
        {
            foreach (var chunk in Chunker.Chunk(text))
            {
                chunk.Length.ShouldBeInRange(1, Chunker.HardLimit);
                var cut = chunk.Start;
                if (cut == 0)
                {
                    continue;
                }

                (char.IsHighSurrogate(text[cut - 1]) && char.IsLowSurrogate(text[cut])).ShouldBeFalse();
                if (!char.IsWhiteSpace(text[cut - 1]) && !char.IsWhiteSpace(text[cut]) && text[cut - 1] != '。')
                {
                    WordAround(text, cut).ShouldBeGreaterThan(Chunker.HardLimit - 100);
                }
            }
        }));

    [Fact]
    public void Prose_is_cut_into_200_to_400_tokens_at_the_end_of_sentences()
    {
        var text = string.Concat(Enumerable.Repeat("Dr. Smith wrote that this is one of many sentences. ", 200));
        var chunks = Chunker.Chunk(text);
        foreach (var chunk in chunks.SkipLast(1))
        {
            chunk.Length.ShouldBeInRange(800, 1600);
            text.Substring(chunk.Start, chunk.Length).TrimEnd().ShouldEndWith("sentences.");
        }
    }

    [Theory]
    [InlineData("# Guide\n\nIntro.\n\n## Setup\n\n{0}", "Guide › Setup")]
    [InlineData("Guide\n=====\n\nIntro.\n\nSetup\n-----\n{0}", "Guide › Setup")]
    [InlineData("=====\nGuide\n=====\n\nSetup\n~~~~~\n{0}", "Guide › Setup")]
    [InlineData("4. Guide\n\nIntro.\n\n4.2. Setup\n\n{0}", "4. Guide › 4.2. Setup")]
    [InlineData("Preface of some length\nover two lines.\n\nSYNOPSIS\n  {0}", "SYNOPSIS")]
    public void A_chunk_knows_the_headings_above_it(string shape, string trail)
    {
        var body = string.Concat(Enumerable.Repeat("Plain words of the section follow. ", 100));
        Chunker.Chunk(shape.Replace("{0}", body, StringComparison.Ordinal))[^1].Heading.ShouldBe(trail);
    }

    [Fact]
    public void Code_and_tables_are_kept_together_where_they_fit()
    {
        var prose = string.Concat(Enumerable.Repeat("Plain words stand before. ", 40)) + "\n\n";
        var code = "```\n" + string.Concat(Enumerable.Repeat("call();\n\n", 80)) + "```\n";
        var table = string.Concat(Enumerable.Repeat("| cell | cell |\n", 60));
        var text = prose + code + "\n" + prose + table;
        var chunks = Chunker.Chunk(text).Select(chunk => text.Substring(chunk.Start, chunk.Length)).ToList();
        chunks.ShouldContain(chunk => chunk.Contains(code, StringComparison.Ordinal));
        chunks.ShouldContain(chunk => chunk.Contains(table, StringComparison.Ordinal));
    }

    [Fact]
    public void Form_feeds_count_pages()
    {
        var page = string.Concat(Enumerable.Repeat("Words of one page. ", 40)) + "\n\f";
        var chunks = Chunker.Chunk(page + page + page, hasPages: true);
        chunks[0].Pages[0].ShouldBe(1);
        chunks[^1].Pages[^1].ShouldBe(3);
        chunks.SelectMany(chunk => chunk.Pages).Distinct().ShouldBe([1, 2, 3]);
        Chunker.Chunk(page).ShouldAllBe(chunk => chunk.Pages.Count == 0);
    }

    private static int WordAround(string text, int at)
    {
        int start = at, end = at;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1]))
        {
            start--;
        }

        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return end - start;
    }
}
