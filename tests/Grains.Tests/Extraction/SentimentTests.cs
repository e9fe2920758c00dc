using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Extraction.Feelings;

namespace FencyGrid.Grains.Tests.Extraction;

public class SentimentTests
{
    [Theory]
    [InlineData("I love this wonderful garden", Sentiments.Positive)]
    [InlineData("The harbour fire was a terrible tragedy and I cried", Sentiments.Negative)]
    [InlineData("The ferry leaves at nine", Sentiments.Neutral)]
    [InlineData("I love the house but I hate the noise", Sentiments.Mixed)]
    [InlineData("I'm not happy with it", Sentiments.Negative)]
    [InlineData("He looks like his uncle", Sentiments.Neutral)]
    public void A_text_feels_as_its_words_do(string text, string sentiment) =>
        SentimentScorer.Score(text).Sentiment.ShouldBe(sentiment);

    [Fact]
    public void Intensifiers_and_exclamations_strengthen_and_softeners_weaken()
    {
        var plain = SentimentScorer.Score("I am happy.").Intensity;

        SentimentScorer.Score("I am extremely happy.").Intensity.ShouldBeGreaterThan(plain);
        SentimentScorer.Score("I am happy!!!").Intensity.ShouldBeGreaterThan(plain);
        SentimentScorer.Score("I am slightly happy.").Intensity.ShouldBeLessThan(plain);
        SentimentScorer.Score("I LOVE absolutely fantastic wonderful magical days!!!!!!").Intensity.ShouldBeLessThanOrEqualTo(1);
    }
}
