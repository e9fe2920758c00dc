using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Rules;
using FencyGrid.Grains.Trees.Wisdom;

namespace FencyGrid.Grains.Tests.Trees;

public sealed class GeneralizationTests
{
    [Theory]
    [InlineData("The user likes strong coffee in the morning.")]
    [InlineData("User likes strong coffee in the morning")]
    [InlineData("I like strong coffee in the morning.")]
    public void Whoever_says_it_a_claim_about_oneself_is_the_same_claim(string text) =>
        Generalize(text).ShouldBe("A typical user likes strong coffee in the morning");

    [Theory]
    [InlineData("Clara likes strong coffee.")]
    [InlineData("The user likes coffee with Clara.")]
    [InlineData("The user's mother is a doctor.")]
    [InlineData("The user lives in Quibbleton.")]
    [InlineData("The user writes to someone@example.org.")]
    [InlineData("The user follows @somebody on the network.")]
    [InlineData("The user's account is 77120.")]
    [InlineData("ann likes ann's coffee.")]
    public void What_could_name_someone_is_not_offered(string text) => Generalize(text).ShouldBeNull();

    [Fact]
    public void Messages_and_identity_are_not_offered()
    {
        Generalization.Of(Sample.Fact("The user likes strong coffee.") with { Origin = FactOrigin.Verbatim }).ShouldBeNull();
        Generalization.Of(Sample.Fact("The user is a tall person.") with { Kind = "identity" }).ShouldBeNull();
    }

    private static string? Generalize(string text)
    {
        var read = Sample.Reader.Describe(text, null);
        return Generalization.Of(Sample.Fact(text) with { Subject = read.Subject, Entities = read.Entities, Kind = read.Kind });
    }
}
