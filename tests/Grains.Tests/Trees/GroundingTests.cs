using FencyGrid.Grains.Trees.Authoring;

namespace FencyGrid.Grains.Tests.Trees;

public sealed class GroundingTests
{
    private static readonly string[] Sources = ["The user keeps bees behind the church.", "Clara's violin was repaired for 120 euros.", "1 May 2025 to 1 May 2025"];

    [Theory]
    [InlineData("The user, who keeps bees, had Clara's violin repaired for 120 euros.")]
    [InlineData("Bees live behind the church. Repairs of the violin cost 120 euros in May.")]
    [InlineData("Clara has her violin back: it was repaired.")]
    public void A_text_that_says_it_in_other_words_holds(string text) => Grounding.FindErrors(text, Sources).ShouldBeEmpty();

    [Theory]
    [InlineData("Clara's violin was repaired in Vienna.", "Vienna")]
    [InlineData("Clara's violin was repaired for 150 euros.", "150")]
    [InlineData("Theo keeps bees behind the church.", "Theo")]
    [InlineData("Ships carry iron ore across wide seas, and bees.", "little")]
    public void What_no_source_holds_is_named(string text, string named) => Grounding.FindErrors(text, Sources).ShouldHaveSingleItem().ShouldContain(named);
}
