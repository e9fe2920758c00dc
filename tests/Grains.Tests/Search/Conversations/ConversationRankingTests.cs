using FencyGrid.Grains.Search.Conversations;
using FencyGrid.Grains.Search.Index;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Tests.Search.Conversations;

/// <summary>Each test asks with the scoring as it is and without the rule it is about, and finds another message first.</summary>
public sealed class ConversationRankingTests
{
    private static readonly ConversationScoring Scoring = new();
    private static readonly DateOnly Day = new(2024, 3, 5);

    private readonly List<SearchDocument> _documents = [];

    [Fact]
    public void A_message_of_the_speaker_who_is_asked_about_ranks_before_an_echo_of_it()
    {
        Put("a", ("Priya", "I planted tomatoes on the balcony and then some beans."));
        Put("b", ("Tom", "Priya planted the balcony."));
        Best("What did Priya plant on the balcony?").ShouldBe(("a", 1));
        Best("What did Priya plant on the balcony?", Scoring with { SpeakerBoost = 0 }).ShouldBe(("b", 1));
    }

    [Fact]
    public void A_speaker_of_several_names_goes_by_the_first_that_is_no_title()
    {
        Put("a", ("Dr. Lee Wong", "We planted tomatoes on the balcony and then some beans."));
        Put("b", ("Tom", "Lee planted the balcony."));
        Best("What did Lee plant on the balcony?").Key.ShouldBe("a");
        Best("What did Lee plant on the balcony?", Scoring with { SpeakerBoost = 0 }).Key.ShouldBe("b");
    }

    [Theory]
    [InlineData("When did she repair the boiler?")]
    [InlineData("In which month did she repair the boiler?")]
    [InlineData("How long ago did she repair the boiler?")]
    public void A_question_that_asks_when_prefers_a_message_that_tells_a_time(string question)
    {
        Put("a", ("Priya", "We had the boiler repaired, the boiler hums."));
        Put("b", ("Priya", "It was last Tuesday that they repaired our old boiler."));
        Best(question).Key.ShouldBe("b");
        Best(question, Scoring with { TimeBoost = 0 }).Key.ShouldBe("a");
        Best("Who repaired the boiler?").Key.ShouldBe("a");
    }

    [Fact]
    public void An_answer_ranks_before_the_question_it_replies_to()
    {
        Put("a", ("Tom", "What is the name of your rabbit?"), ("Priya", "Her name is Biscuit, the rabbit rules us."));
        Best("What is the name of the rabbit?").PartNumber.ShouldBe(2);
        Best("What is the name of the rabbit?", Scoring with { QuestionPenalty = 0 }).PartNumber.ShouldBe(1);
    }

    [Fact]
    public void A_caption_does_not_hide_that_a_message_asks()
    {
        _documents.Add(Document("a", ("Tom", "Do you like my rabbit?", Day, "a rabbit in a basket")));
        _documents.Add(Document("b", ("Tom", "Do you like my rabbit.", Day, "a rabbit in a basket")));
        Best("rabbit in a basket").Key.ShouldBe("b");
        Best("rabbit in a basket", Scoring with { QuestionPenalty = 0 }).Key.ShouldBe("a");
    }

    [Fact]
    public void A_message_of_the_day_that_is_asked_for_ranks_first()
    {
        _documents.Add(Document("early", ("Priya", "We went to see the new exhibition, the exhibition was fine.", new DateOnly(2024, 3, 5), null)));
        _documents.Add(Document("asked", ("Priya", "We came to see the exhibition with the long queue.", new DateOnly(2024, 6, 9), null)));
        Best("Which exhibition did Priya see on 9 June 2024?").Key.ShouldBe("asked");
        Best("Which exhibition did Priya see on 9 June 2024?", Scoring with { DateBonus = 0 }).Key.ShouldBe("early");
        Best("Which exhibition did Priya see in June?").Key.ShouldBe("asked");
        Best("Which exhibition did Priya see on 2024-06-07?").Key.ShouldBe("asked");
    }

    [Fact]
    public void A_message_of_the_day_is_found_though_it_shares_no_word_with_the_question()
    {
        _documents.Add(Document("a", ("Tom", "Rain again.", new DateOnly(2024, 6, 9), null)));
        _documents.Add(Document("b", ("Tom", "Sunshine.", new DateOnly(2024, 2, 9), null)));
        Find("anything on June 9th, 2024").Select(hit => hit.Key).ShouldBe(["a"]);
        Find("anything in 2024").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Which present did she buy?", "I bought a kettle.")]
    [InlineData("Where did they meet?", "We met at the harbour.")]
    [InlineData("How many children do they have?", "One child, three turtles.")]
    public void An_irregular_form_is_found_by_any_other(string question, string told)
    {
        Put("a", ("Priya", told));
        Find(question).ShouldHaveSingleItem().Key.ShouldBe("a");
        Find(question, Scoring with { InflectionWeight = 0 }).ShouldBeEmpty();
    }

    [Fact]
    public void A_synonym_is_found_below_the_word_itself_and_a_kind_is_found_by_what_it_is()
    {
        Put("a", ("Priya", "My bicycle is blue."));
        Put("b", ("Priya", "My bike is blue."));
        Put("c", ("Priya", "We play tennis."));
        Find("bike").Select(hit => hit.Key).ShouldBe(["b", "a"]);
        Find("bike", Scoring with { RelatedWordWeight = 0 }).Select(hit => hit.Key).ShouldBe(["b"]);
        Find("favourite sport").Select(hit => hit.Key).ShouldBe(["c"]);
        Find("tennis").Select(hit => hit.Key).ShouldBe(["c"]);
    }

    [Fact]
    public void Words_that_any_question_is_made_of_weigh_less_than_what_it_is_about()
    {
        Put("a", ("Priya", "Lovely thing."));
        Put("b", ("Priya", "The kitchen needs new paint."));
        Best("What thing did she say about the kitchen?").Key.ShouldBe("b");
        Best("What thing did she say about the kitchen?", Scoring with { GenericWordWeight = 1 }).Key.ShouldBe("a");
    }

    [Fact]
    public void Scores_stay_below_1_and_in_order_however_much_speaks_for_a_message()
    {
        for (var i = 0; i < 6; i++)
        {
            var words = string.Join(' ', Enumerable.Repeat("tomatoes", i + 1));
            _documents.Add(Document($"d{i}", ("Priya", $"Yesterday I grow {words}", new DateOnly(2024, 6, 9), null)));
        }

        var hits = Find("When did Priya grow tomatoes?");
        hits.Count.ShouldBe(6);
        hits.ShouldAllBe(hit => hit.Score > 0.5 && hit.Score < 1);
        hits.Select(hit => hit.Score).Distinct().Count().ShouldBe(6);
    }

    [Fact]
    public void Prose_is_scored_by_its_words_whoever_said_it_and_when()
    {
        Put("a", ("Priya", "Tomatoes grow."));
        Put("b", ("Ravi", "Tomatoes grow."));
        var index = new SearchIndex();
        _documents.ForEach(index.Replace);
        var hits = index.Search(new SearchQuery(["tomato"], "When did Priya grow tomatoes, on 5 March 2024?", 10, null));
        hits.Select(hit => hit.Score).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void Indexes_that_are_given_the_same_statistics_score_messages_alike()
    {
        Put("a", ("Priya", "I planted tomatoes yesterday."), ("Tom", "How nice, where?"));
        Put("b", ("Tom", "Tomatoes need sun."), ("Priya", "Mine grow in the shade."));
        Put("c", ("Tom", "I bought a bike."), ("Priya", "Which one?"));
        const string question = "When did Priya plant tomatoes in March 2024?";
        var query = new SearchQuery(TextAnalyzer.AnalyzeQuery(question), question, 10);
        var whole = new SearchIndex(SearchIndexOptions.ConversationDefaults);
        SearchIndex[] shards = [new(SearchIndexOptions.ConversationDefaults), new(SearchIndexOptions.ConversationDefaults)];
        for (var i = 0; i < _documents.Count; i++)
        {
            whole.Replace(_documents[i]);
            shards[i % 2].Replace(_documents[i]);
        }

        var statistics = whole.Statistics(query.Terms);
        shards.SelectMany(shard => shard.Search(query with { Statistics = statistics }))
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Key, StringComparer.Ordinal).ThenBy(hit => hit.PartNumber)
            .ShouldBe(whole.Search(query));
    }

    [Fact]
    public void An_entry_of_the_version_before_is_not_current_and_one_with_an_impossible_day_is_refused()
    {
        var entry = IndexEntry.Encode("Tomatoes grow.", default, new MessageContext(null, Day));
        IndexEntry.IsCurrent(entry).ShouldBeTrue();
        IndexEntry.IsCurrent([1, .. entry[1..]]).ShouldBeFalse();

        // The day is the first number after the version: five bytes of it are more days than there are dates.
        byte[] damaged = [entry[0], 0xF8, 0xFF, 0xFF, 0xFF, 0x0F, .. entry[5..]];
        Should.Throw<InvalidDataException>(() => new SearchIndex().Replace(new SearchDocument("a", 1, "{}", [damaged])));
    }

    private static SearchDocument Document(string key, params (string Speaker, string Text, DateOnly? Day, string? Caption)[] messages) =>
        new(key, 1, "{}", [.. messages.Select(message => IndexEntry.Encode(message.Text, default, new MessageContext(message.Speaker, message.Day, message.Caption)))]);

    private void Put(string key, params (string Speaker, string Text)[] messages) =>
        _documents.Add(Document(key, [.. messages.Select(message => (message.Speaker, message.Text, (DateOnly?)Day, (string?)null))]));

    private (string Key, int PartNumber) Best(string question, ConversationScoring? scoring = null)
    {
        var best = Find(question, scoring)[0];
        return (best.Key, best.PartNumber);
    }

    private IReadOnlyList<SearchHit> Find(string question, ConversationScoring? scoring = null)
    {
        // By terms alone, so that a test is about its rule and not about letters that words happen to share.
        var index = new SearchIndex(SearchIndexOptions.ConversationDefaults with { VectorWeight = 0, Conversation = scoring ?? Scoring });
        _documents.ForEach(index.Replace);
        return index.Search(new SearchQuery(TextAnalyzer.AnalyzeQuery(question), question, 10));
    }
}
