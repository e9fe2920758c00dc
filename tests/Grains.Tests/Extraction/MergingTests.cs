using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Extraction.Merging;
using FsCheck;
using FsCheck.Fluent;

namespace FencyGrid.Grains.Tests.Extraction;

public class MergingTests
{
    [Theory]
    [InlineData("Ingrid lives in Oslo.", "ingrid lives in oslo")]
    [InlineData("In 2019 Ingrid moved to Oslo.", "Ingrid moved to Oslo in 2019.")]
    [InlineData("Ingrid really loves the smoked herring.", "Ingrid loves smoked herring")]
    [InlineData("Ingrid has two old parrots.", "Ingrid has 2 old parrots")]
    [InlineData("Ingrid sails a wooden boat near Turku harbour", "Ingrid sails a small wooden boat near Turku harbour")]
    public void Wordings_of_one_statement_are_the_same(string a, string b)
    {
        NearDuplicate.IsSame(a, b).ShouldBeTrue();
        NearDuplicate.IsSame(b, a).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Ingrid has two old parrots.", "Ingrid has three old parrots.")]
    [InlineData("Ingrid lives in Oslo.", "Ingrid lives in Bergen.")]
    [InlineData("Ingrid lives in Oslo.", "Ingrid lived in Oslo.")]
    [InlineData("Ingrid is married.", "Ingrid was married.")]
    [InlineData("Ingrid eats meat.", "Ingrid does not eat meat.")]
    [InlineData("Ingrid sailed on 8 May 2023.", "Ingrid sailed on 8 June 2023.")]
    [InlineData("Ingrid flew from Oslo.", "Ingrid flew to Oslo.")]
    [InlineData("Ingrid taught Omar how to splice a rope by the old pier wall", "Omar taught Ingrid how to splice a rope by the old pier wall")]
    [InlineData("Ingrid bought a red bicycle for the long way to work every single day", "Ingrid bought a blue bicycle for the long way to work every single day")]
    [InlineData("Ingrid likes tea.", "Ingrid likes green tea.")]
    public void Statements_that_differ_in_what_matters_are_not(string a, string b)
    {
        NearDuplicate.IsSame(a, b).ShouldBeFalse();
        NearDuplicate.IsSame(b, a).ShouldBeFalse();
    }

    [Fact]
    public void The_index_finds_exactly_what_the_rule_finds()
    {
        var word = Gen.Elements("Ingrid", "sails", "old", "boat", "never", "2019", "to", "from", "Oslo", "harbour", "was", "the");
        var text = word.ListOf().Select(w => string.Join(' ', w));
        Prop.ForAll(text.ListOf().ToArbitrary(), text.ToArbitrary(), (known, asked) =>
        {
            var index = new NearDuplicateIndex<int>();
            for (var i = 0; i < known.Count; i++)
            {
                index.Add(i, known[i]);
            }

            return index.TryFind(asked, out _) == known.Any(k => NearDuplicate.IsSame(k, asked));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_removed_statement_is_no_longer_found()
    {
        var index = new NearDuplicateIndex<string>();
        index.Add("a", "Ingrid lives in Oslo.");
        index.TryFind("ingrid lives in oslo", out var key).ShouldBeTrue();
        key.ShouldBe("a");

        index.Remove("a").ShouldBeTrue();
        index.TryFind("ingrid lives in oslo", out _).ShouldBeFalse();
        index.Remove("a").ShouldBeFalse();
    }

    [Fact]
    public void A_repeated_statement_is_one_fact_with_all_its_evidence()
    {
        var result = Conversation.Extract(
            Conversation.Says("Ingrid", "I live in Turku.", "a"), Conversation.Says("Omar", "Okay.", "b"), Conversation.Says("Ingrid", "Yeah, I live in Turku!", "c"));

        var fact = result.Facts.ShouldHaveSingleItem();
        fact.MessageIds.ShouldBe(["a", "c"]);
        fact.Confidence.ShouldBeGreaterThan(0.9);
    }

    [Theory]
    [InlineData("I live in Bergen.", "I live in Oslo.", true)]
    [InlineData("I live in Oslo.", "I live in Oslo, Norway.", false)]
    [InlineData("I lived in Bergen.", "I live in Oslo.", false)]
    [InlineData("I live in Bergen.", "My sister lives in Oslo.", false)]
    [InlineData("I work at Norsk Hydro.", "I no longer work at Norsk Hydro.", true)]
    [InlineData("I love smoked herring.", "I hate smoked herring.", true)]
    [InlineData("I love smoked herring.", "I love pickled onions.", false)]
    [InlineData("My favourite colour is teal.", "My favorite color is red.", true)]
    [InlineData("I'm single.", "I'm married.", true)]
    public void A_newer_claim_ends_an_older_one_only_where_they_contradict(string older, string newer, bool supersedes)
    {
        var result = Conversation.Extract(Conversation.Says("Ingrid", older, "a"), Conversation.Says("Ingrid", newer, "b"));

        if (supersedes)
        {
            result.Superseded.ShouldBe([(1, 0)]);
        }
        else
        {
            result.Superseded.ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_stored_statement_about_the_user_and_what_the_user_says_share_a_subject()
    {
        var stored = ExtractionPipeline.Annotate("User lives in Bergen", new ExtractionContext());
        var said = Conversation.Extract(new ConversationMessage("m", "user", null, "I live in Oslo.")).Facts[0];

        stored.Text.ShouldBe("User lives in Bergen");
        Contradiction.Supersedes(said, stored).ShouldBeTrue();
    }
}
