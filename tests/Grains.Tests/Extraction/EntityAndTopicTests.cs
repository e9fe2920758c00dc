using FencyGrid.Grains.Extraction.Entities;

namespace FencyGrid.Grains.Tests.Extraction;

public class EntityAndTopicTests
{
    [Theory]
    [InlineData("Ingrid met Omar Haddad in Buenos Aires.", "Ingrid|Omar Haddad|Buenos Aires")]
    [InlineData("She works at the Bank of England with @lundk.", "Bank of England|@lundk")]
    [InlineData("My dog is called Rufus. He likes Dr. Lund.", "Rufus|Lund")]
    [InlineData("Walking helps. The sea was calm on Monday in March.", "")]
    [InlineData("They saw \"The Seventh Seal\" at Johnson & Sons.", "The Seventh Seal|Johnson & Sons")]
    [InlineData("NASA called Ingrid's sister.", "NASA|Ingrid")]
    public void Names_are_found_by_capitals_and_context(string text, string expected) =>
        string.Join('|', EntityRecognizer.Find(text)).ShouldBe(expected);

    [Theory]
    [InlineData("My brother adopted a puppy.", "family|pets")]
    [InlineData("We booked flights and a hotel for the holidays.", "travel")]
    [InlineData("She plays the violin in an orchestra.", "music")]
    [InlineData("The mortgage eats my salary.", "finance")]
    [InlineData("Nothing of the sort.", "")]
    public void Topics_come_from_words_of_life(string text, string expected)
    {
        var topics = TopicLexicon.Find(text);
        foreach (var topic in expected.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            topics.ShouldContain(topic);
        }

        (topics.Count == 0).ShouldBe(expected.Length == 0);
    }
}
