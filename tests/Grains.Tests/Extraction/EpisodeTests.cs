using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Extraction.Episodes;

namespace FencyGrid.Grains.Tests.Extraction;

public class EpisodeTests
{
    [Fact]
    public void An_episode_names_people_topics_and_period_and_quotes_what_is_central()
    {
        var result = Conversation.Extract(
            Conversation.Says("Ingrid", "I adopted a grey parrot from the shelter.", "a"),
            Conversation.Says("Omar", "Wow, cool!", "b"),
            Conversation.Says("Ingrid", "The parrot already talks to my old dog.", "c"));

        var episode = result.Episode.ShouldNotBeNull();
        episode.Title.ShouldBe("Ingrid and Omar: pets and family, 15 May 2024");
        episode.Summary.ShouldBe("15 May 2024: Ingrid adopted a grey parrot from the shelter. The parrot already talks to Ingrid's old dog.");
        episode.Topics.ShouldContain("pets");
        (episode.StartedAt, episode.EndedAt).ShouldBe((Conversation.Wednesday, Conversation.Wednesday));
    }

    [Fact]
    public void A_summary_is_bounded_and_does_not_repeat_itself()
    {
        var facts = Enumerable.Range(0, 2_000).Select(i => new ExtractedFact
        {
            Text = i % 2 == 0 ? "Ingrid repairs wooden boats in Turku harbour." : $"Ingrid visited island number {i} with her crew.",
            Quote = "",
            MessageIds = [],
            Subject = "Ingrid",
        }).ToList();

        var episode = EpisodeSummary.Of(facts, Conversation.Wednesday, Conversation.Wednesday.AddDays(7));

        episode.Title.ShouldEndWith("15 May 2024 to 22 May 2024");
        episode.Summary.Length.ShouldBeLessThan(500);
        episode.Summary.Split("repairs wooden boats").Length.ShouldBe(2);
    }

    [Fact]
    public void Without_facts_an_episode_still_reads_as_its_own_sentences() =>
        Conversation.Extract(Conversation.Says("Ingrid", "Hello!")).Episode.ShouldNotBeNull().Summary.ShouldContain("Hello!");

    [Fact]
    public void No_messages_make_no_episode() => Conversation.Extract().Episode.ShouldBeNull();
}
