using FencyGrid.Grains.AgentTasks.Answers;

namespace FencyGrid.Grains.Tests.AgentTasks;

public sealed class PassageQuoteTests
{
    [Fact]
    public void A_short_passage_is_quoted_whole() => PassageQuote.Of(" The ferry leaves at ten. ", "ferry").ShouldBe("The ferry leaves at ten.");

    [Fact]
    public void Of_a_long_passage_the_sentences_that_speak_to_the_question_are_quoted()
    {
        var filler = string.Concat(Enumerable.Repeat("Nothing of note happened on the island that day. ", 12));

        var quote = PassageQuote.Of($"{filler}The last ferry leaves at ten. {filler}", "When does the last ferry leave?");

        quote.ShouldContain("The last ferry leaves at ten.");
        quote.Length.ShouldBeLessThan(520);
        quote.ShouldStartWith("… ");
        quote.ShouldEndWith("…");
    }

    [Fact]
    public void A_passage_without_a_sentence_end_is_cut()
    {
        var quote = PassageQuote.Of(string.Concat(Enumerable.Repeat("😀", 400)), "smile");

        quote.ShouldEndWith("…");
        quote.EnumerateRunes().ShouldAllBe(rune => rune.Value != 0xFFFD);
    }
}
