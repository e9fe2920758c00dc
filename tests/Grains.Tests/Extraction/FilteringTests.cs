using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Extraction.Filtering;

namespace FencyGrid.Grains.Tests.Extraction;

public class FilteringTests
{
    [Theory]
    [InlineData("Hello there!", FilterReasons.Greeting)]
    [InlineData("I have to go now!", FilterReasons.Greeting)]
    [InlineData("Talk to you soon!", FilterReasons.Greeting)]
    [InlineData("Thanks so much for listening!", FilterReasons.Thanks)]
    [InlineData("That's so cool!", FilterReasons.Acknowledgement)]
    [InlineData("I'm so happy for you!", FilterReasons.Acknowledgement)]
    [InlineData("Where do you live?", FilterReasons.Question)]
    [InlineData("how are you", FilterReasons.Question)]
    [InlineData("Tell me more about the harbour.", FilterReasons.Command)]
    [InlineData("If I were rich, I would buy an island.", FilterReasons.Hypothetical)]
    [InlineData("I wish I were taller than my desk.", FilterReasons.Hypothetical)]
    [InlineData("You have such a kind heart.", FilterReasons.AboutAddressee)]
    public void What_says_nothing_to_remember_is_left_out_for_its_reason(string text, string reason)
    {
        var result = Conversation.Extract(Conversation.Says("Omar", "Evening.", "m0"), Conversation.Says("Ingrid", text));

        result.Facts.ShouldBeEmpty();
        result.Dropped.Keys.ShouldContain(reason);
    }

    [Theory]
    [InlineData("Thanks, Omar! I started a bakery.", "Ingrid started a bakery.")]
    [InlineData("Yeah, well, I sold my boat, Omar!", "Ingrid sold her boat.")]
    [InlineData("I moved to Lyon, have you been there?", "Ingrid moved to Lyon.")]
    [InlineData("Did I tell you that I adopted a parrot?", "Ingrid adopted a parrot.")]
    [InlineData("FYI, I sold my boat - want to see it?", "Ingrid sold her boat.")]
    [InlineData("I baked rye bread, and it was so much fun!", "Ingrid baked rye bread.")]
    [InlineData("Sounds good, but I sold my boat.", "Ingrid sold her boat.")]
    public void What_surrounds_a_statement_is_taken_off(string text, string fact) =>
        Conversation.Ingrid(text).ShouldHaveSingleItem().Text.ShouldBe(fact);

    [Fact]
    public void What_is_asked_to_be_remembered_is_kept_and_weighs_more()
    {
        var plain = Conversation.Ingrid("The gate code changed for the garden.").ShouldHaveSingleItem();
        var asked = Conversation.Ingrid("Please remember that the gate code changed for the garden.").ShouldHaveSingleItem();

        asked.Text.ShouldBe("The gate code changed for the garden.");
        asked.Importance.ShouldBeGreaterThan(plain.Importance);
        Conversation.Ingrid("Remember that you are great.").ShouldNotBeEmpty();
    }

    [Fact]
    public void An_unnamed_assistant_is_believed_about_the_user_and_about_what_it_did_only()
    {
        var result = Conversation.Extract(
            new ConversationMessage("u", "user", null, "I need a table.", Conversation.Wednesday),
            new ConversationMessage("a", "assistant", null, "I've booked a table at Luigi for 20 May 2024. Basil grows best in warm soil. I can help with that.", Conversation.Wednesday));

        var fact = result.Facts.Single(f => f.MessageIds.Contains("a"));
        fact.Text.ShouldBe("The assistant has booked a table at Luigi for 20 May 2024.");
        fact.FactType.ShouldBe(FactTypes.Agent);
        fact.Confidence.ShouldBeLessThan(0.6);
    }

    [Fact]
    public void A_short_answer_is_kept_with_its_question()
    {
        var result = Conversation.Extract(
            Conversation.Says("Omar", "How long have you two been married?", "q"), Conversation.Says("Ingrid", "Seven years already!", "a"));

        var fact = result.Facts.ShouldHaveSingleItem();
        fact.Text.ShouldBe("Ingrid, asked \"How long have you two been married?\", said: Seven years already.");
        fact.MessageIds.ShouldBe(["a"]);
    }

    [Fact]
    public void A_system_prompt_yields_no_facts() =>
        Conversation.Extract(new ConversationMessage("s", "system", null, "My name is Botty and I live in Oslo.")).Facts.ShouldBeEmpty();
}
