using FencyGrid.Grains.Extraction;

namespace FencyGrid.Grains.Tests.Extraction;

public class StatementTests
{
    [Theory]
    [InlineData("I live in Bergen, Norway.", FactKinds.Identity, "residence", "Bergen, Norway")]
    [InlineData("I'm based in Oslo these days.", FactKinds.Identity, "residence", "Oslo")]
    [InlineData("I just moved to Oslo for good.", FactKinds.Event, "residence", "Oslo")]
    [InlineData("I work as a harbour pilot.", FactKinds.Role, "occupation", "harbour pilot")]
    [InlineData("I'm a freelance editor.", FactKinds.Role, "occupation", "freelance editor")]
    [InlineData("I work at Norsk Hydro since March.", FactKinds.Role, "employer", "Norsk Hydro")]
    [InlineData("I'm studying marine biology at night.", FactKinds.Role, "field of study", "marine biology")]
    [InlineData("My name is Ingrid Dahl.", FactKinds.Identity, "name", "Ingrid Dahl")]
    [InlineData("I'm 34 years old.", FactKinds.Identity, "age", "34")]
    [InlineData("I was born on 3 June 1990.", FactKinds.Identity, "birthday", "on 3 June 1990")]
    [InlineData("I'm single again.", FactKinds.Relationship, "marital status", "single")]
    [InlineData("I'm a strict vegetarian.", FactKinds.Identity, "diet", "vegetarian")]
    [InlineData("I'm allergic to walnuts.", FactKinds.Identity, "allergy", "walnuts")]
    [InlineData("My favorite color is teal.", FactKinds.Preference, "favourite colour", "teal")]
    [InlineData("I love smoked herring.", FactKinds.Preference, "likes", "smoked herring")]
    [InlineData("I'm keen on rowing.", FactKinds.Preference, "likes", "rowing")]
    [InlineData("I have two parrots.", FactKinds.Inventory, "owns", "parrots")]
    [InlineData("I have a sister in Turku.", FactKinds.Relationship, "relation", "sister")]
    [InlineData("I can speak Finnish.", FactKinds.General, "skill", "speak Finnish")]
    public void A_statement_is_recognised_with_its_attribute_and_value(string text, string kind, string attribute, string value)
    {
        var fact = Conversation.Ingrid(text).ShouldHaveSingleItem();

        (fact.Kind, fact.Attribute, fact.Value, fact.Subject).ShouldBe((kind, attribute, value, "Ingrid"));
    }

    [Theory]
    [InlineData("I lived in Bergen back then.")]
    [InlineData("I used to live in Bergen.")]
    [InlineData("I will move to Bergen.")]
    public void A_past_or_future_state_is_no_current_value(string text) =>
        Conversation.Ingrid(text).ShouldHaveSingleItem().Attribute.ShouldBeNull();

    [Theory]
    [InlineData("I row every morning before work.", TemporalRelevances.Recurring, MemoryTypeNames.Procedural)]
    [InlineData("I will open a bakery.", TemporalRelevances.Future, MemoryTypeNames.Temporal)]
    [InlineData("I visited the lighthouse yesterday.", TemporalRelevances.OneTime, MemoryTypeNames.Episodic)]
    [InlineData("I visited the lighthouse as a girl.", TemporalRelevances.Past, MemoryTypeNames.Episodic)]
    [InlineData("I prefer trains to planes.", TemporalRelevances.Ongoing, MemoryTypeNames.Semantic)]
    public void The_time_of_a_statement_places_it(string text, string relevance, string memoryType)
    {
        var fact = Conversation.Ingrid(text).ShouldHaveSingleItem();

        (fact.TemporalRelevance, fact.MemoryType).ShouldBe((relevance, memoryType));
    }

    [Theory]
    [InlineData("I own a wooden boat.", SubjectRelations.Owns)]
    [InlineData("I founded a rowing club.", SubjectRelations.Leads)]
    [InlineData("I joined a rowing club.", SubjectRelations.Participates)]
    [InlineData("I broke my arm.", SubjectRelations.Experienced)]
    [InlineData("I'm into mountaineering.", SubjectRelations.Interested)]
    [InlineData("I'd love to visit Peru.", SubjectRelations.Wants)]
    public void The_subjects_part_in_it_is_told(string text, string relation) =>
        Conversation.Ingrid(text).ShouldHaveSingleItem().SubjectRelation.ShouldBe(relation);

    [Fact]
    public void A_possession_has_a_type_and_a_quantity()
    {
        var fact = Conversation.Ingrid("I bought three old bicycles.").ShouldHaveSingleItem();

        (fact.Kind, fact.ItemType, fact.Quantity, fact.SubjectRelation).ShouldBe((FactKinds.Inventory, "bicycle", 3, SubjectRelations.Owns));
    }

    [Theory]
    [InlineData("I had a problem with the harbour office.")]
    [InlineData("I'm having a house party with neighbours.")]
    [InlineData("I have a quick and easy herring recipe.")]
    public void What_one_only_goes_through_is_no_possession(string text) =>
        Conversation.Ingrid(text).ShouldHaveSingleItem().Kind.ShouldNotBe(FactKinds.Inventory);

    [Theory]
    [InlineData("I don't eat meat.", false)]
    [InlineData("I hate fish markets.", false)]
    [InlineData("I no longer work at Norsk Hydro.", false)]
    [InlineData("I eat meat daily.", true)]
    public void A_denial_is_told_from_a_claim(string text, bool polarity) =>
        Conversation.Ingrid(text).ShouldHaveSingleItem().Polarity.ShouldBe(polarity);

    [Fact]
    public void A_sentence_of_a_life_that_fits_no_pattern_is_kept_as_general()
    {
        var fact = Conversation.Ingrid("My mornings belong to the harbour fog.").ShouldHaveSingleItem();

        fact.Kind.ShouldBe(FactKinds.General);
        fact.Text.ShouldBe("Ingrid's mornings belong to the harbour fog.");
    }

    [Fact]
    public void Two_claims_in_one_sentence_become_two_facts_when_each_may_change_alone()
    {
        var facts = Conversation.Ingrid("My name is Ingrid Dahl, and I live in Turku with my dog.");

        facts.Select(f => (f.Attribute, f.Value)).ShouldBe([("name", "Ingrid Dahl"), ("residence", "Turku")]);
        facts.Select(f => f.Quote).ShouldBe(["My name is Ingrid Dahl", "I live in Turku with my dog."]);
        Conversation.Ingrid("I live in Bergen and I love the rain.").Select(fact => fact.Text).ShouldBe(["Ingrid lives in Bergen.", "Ingrid loves the rain."]);
        Conversation.Ingrid("I fell in the harbour and I laughed for an hour.").ShouldHaveSingleItem();
    }

    [Fact]
    public void An_adverb_before_the_subject_does_not_hide_it() =>
        Conversation.Ingrid("Recently I moved to Bergen.").ShouldHaveSingleItem().Subject.ShouldBe("Ingrid");
}
