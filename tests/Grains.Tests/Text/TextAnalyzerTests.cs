using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Tests.Text;

public sealed class TextAnalyzerTests
{
    [Theory]
    [InlineData("Set max_connections now", "set max_connections max connect now")]
    [InlineData("camelCase HTTPServer", "camelcas camel case httpserver http server")]
    [InlineData("foo.bar", "foo.bar foo bar")]
    [InlineData("Since v1.2.3, see 4.2.", "sinc v1.2.3 1.2.3 see 4.2")]
    [InlineData("ann@example.org", "ann@example.org ann exampl org")]
    [InlineData("1,000 and 3.14", "1000 and 3.14")]
    [InlineData("the user's e-mail", "the user email e mail")]
    [InlineData("Don't use C++ or F#", "dont use c c++ or f f#")]
    [InlineData("Café Straße Ångström ﬁle", "cafe strass angstrom file")]
    [InlineData("utf8 in the U.S.", "utf8 utf in the us")]
    public void Identifiers_and_words_become_these_terms(string text, string terms) =>
        string.Join(' ', TextAnalyzer.Analyze(text)).ShouldBe(terms);

    [Fact]
    public void An_address_is_indexed_whole_by_its_host_and_by_its_words()
    {
        var terms = TextAnalyzer.Analyze("See https://docs.example.org/guide/setup?x=1.");
        foreach (var term in new[] { "docs.example.org/guide/setup?x=1", "docs.example.org", "guid", "setup" })
        {
            terms.ShouldContain(term);
        }
    }

    [Fact]
    public void Composed_and_decomposed_letters_are_the_same_term() =>
        TextAnalyzer.Analyze("cafe\u0301").ShouldBe(TextAnalyzer.Analyze("caf\u00E9"));

    [Fact]
    public void Text_without_spaces_is_found_by_any_two_characters_of_it()
    {
        TextAnalyzer.Analyze("東京都庁").ShouldContain("京都");
        TextAnalyzer.AnalyzeQuery("京都").ShouldBe(["京都"]);
        TextAnalyzer.Analyze("東京都庁").ShouldContain(TextAnalyzer.AnalyzeQuery("庁").ShouldHaveSingleItem());
    }

    [Fact]
    public void Stop_words_leave_a_query_only_while_others_remain()
    {
        TextAnalyzer.AnalyzeQuery("What is the limit of the connections?").ShouldBe(["limit", "connect"]);
        TextAnalyzer.AnalyzeQuery("to be or not to be").ShouldBe(["to", "be", "or", "not"]);
    }

    [Fact]
    public void Broken_surrogates_and_blobs_are_taken_without_failing() =>
        TextAnalyzer.Analyze("\uD800 x\uDC00 " + new string('A', 5000) + "_" + new string('b', 5000)).ShouldNotBeEmpty();
}
