using FencyGrid.Grains.Extraction;

namespace FencyGrid.Grains.Tests.Extraction;

public class ResolutionTests
{
    [Theory]
    [InlineData("I'm happy that I've found my keys.", "Ingrid is happy that she has found her keys.")]
    [InlineData("I live in Turku and work in Pori.", "Ingrid lives in Turku and works in Pori.")]
    [InlineData("I don't drive at night.", "Ingrid doesn't drive at night.")]
    [InlineData("I carry a compass.", "Ingrid carries a compass.")]
    [InlineData("I'd never seen a glacier.", "Ingrid had never seen a glacier.")]
    [InlineData("My brother taught me chess.", "Ingrid's brother taught her chess.")]
    [InlineData("My sister and I are potters.", "Ingrid's sister and Ingrid are potters.")]
    [InlineData("I row like Omar and I sing at sea.", "Ingrid rows like Omar and she sings at sea.")]
    [InlineData("Gonna repaint the boat.", "Ingrid is going to repaint the boat.")]
    [InlineData("Went rowing at the lake.", "Ingrid went rowing at the lake.")]
    [InlineData("We planted an orchard.", "Ingrid and others planted an orchard.")]
    [InlineData("My aunt always says \"I love my garden\".", "Ingrid's aunt always says \"I love my garden\".")]
    public void The_first_person_becomes_the_speaker_and_verbs_agree(string text, string fact) =>
        Conversation.Ingrid(text).ShouldHaveSingleItem().Text.ShouldBe(fact);

    [Fact]
    public void A_speaker_of_unknown_gender_is_not_given_one() =>
        Conversation.Extract(Conversation.Says("Quill", "I think I lost my oars near the pier.")).Texts()
            .ShouldBe(["Quill thinks Quill lost their oars near the pier."]);

    [Fact]
    public void The_second_person_becomes_the_addressee() =>
        Conversation.Ingrid("I kept the map that you drew.").ShouldHaveSingleItem().Text.ShouldBe("Ingrid kept the map that Omar drew.");

    [Fact]
    public void A_pronoun_takes_the_last_fitting_name()
    {
        var result = Conversation.Extract(
            Conversation.Says("Omar", "My sister Leila met Henry. She works as a surgeon.", "a"),
            Conversation.Says("Omar", "He repairs clocks.", "b"));

        result.Texts().ShouldContain("Leila works as a surgeon.");
        result.Texts().ShouldContain("Henry repairs clocks.");
        result.Facts.Single(f => f.Attribute == "occupation").Subject.ShouldBe("Leila");
    }

    [Fact]
    public void A_relation_stands_for_a_person_without_a_name() =>
        Conversation.Ingrid("My grandmother turned ninety. She still sails.").Select(f => f.Text)
            .ShouldContain("Ingrid's grandmother still sails.");

    [Fact]
    public void A_pronoun_that_fits_nobody_stays_and_costs_confidence()
    {
        var open = Conversation.Ingrid("She works as a surgeon.").ShouldHaveSingleItem();
        var clear = Conversation.Ingrid("My sister works as a surgeon.").ShouldHaveSingleItem();

        open.Text.ShouldBe("She works as a surgeon.");
        open.Confidence.ShouldBeLessThan(clear.Confidence);
    }

    [Fact]
    public void A_sentence_that_leans_on_the_one_before_joins_it()
    {
        var fact = Conversation.Ingrid("I wear a silver ring. It was a gift from my grandmother.").ShouldHaveSingleItem();

        fact.Text.ShouldBe("Ingrid wears a silver ring. It was a gift from Ingrid's grandmother.");
        fact.Quote.ShouldBe("I wear a silver ring.\nIt was a gift from my grandmother.");
    }

    [Fact]
    public void Without_a_name_the_user_is_the_user() =>
        Conversation.Extract(new ConversationMessage("m", "user", null, "I live in Turku.")).Texts().ShouldBe(["The user lives in Turku."]);
}
