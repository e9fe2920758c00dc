using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Extraction.Times;
using FsCheck;
using FsCheck.Fluent;

namespace FencyGrid.Grains.Tests.Extraction;

public class PipelineTests
{
    [Fact]
    public void A_fact_carries_everything_its_sentence_told()
    {
        var fact = Conversation.Ingrid("Wow, Omar! I adopted a grey parrot named Rufus last Saturday!").ShouldHaveSingleItem();

        fact.MessageIds.ShouldBe(["m1"]);
        fact.Entities.ShouldBe(["Ingrid", "Rufus"]);
        fact.TopicTags.ShouldContain("pets");
        (fact with { MessageIds = [], Entities = [], TopicTags = [] }).ShouldBe(new ExtractedFact
        {
            Text = "Ingrid adopted a grey parrot named Rufus on 11 May 2024.",
            Quote = "I adopted a grey parrot named Rufus last Saturday!",
            MessageIds = [],
            SourceRole = "user",
            Kind = FactKinds.Inventory,
            FactType = FactTypes.User,
            MemoryType = MemoryTypeNames.Factual,
            Subject = "Ingrid",
            Attribute = "owns",
            Value = "grey parrot",
            Sentiment = Sentiments.Neutral,
            EmotionalIntensity = 0.05,
            EventTime = new DateTimeOffset(2024, 5, 11, 0, 0, 0, TimeSpan.Zero),
            EventPrecision = TimePrecision.Day,
            TemporalRelevance = TemporalRelevances.OneTime,
            SubjectRelation = SubjectRelations.Owns,
            ItemType = "parrot",
            Quantity = 1,
            Importance = 0.605,
            Confidence = 0.9,
            SaidAt = Conversation.Wednesday,
        });
    }

    [Fact]
    public void A_captioned_picture_becomes_a_fact_unless_captions_are_off()
    {
        var message = new ConversationMessage("m", "user", "Ingrid", "Look!", Conversation.Wednesday, "a photo of a grey parrot on an oar");
        var pipeline = new ExtractionPipeline(TimeProvider.System);

        pipeline.Extract([message], new ExtractionContext()).Texts().ShouldBe(["Ingrid's photo: grey parrot on an oar."]);
        pipeline.Extract([message], new ExtractionContext { IncludeCaptions = false }).Facts.ShouldBeEmpty();
    }

    [Fact]
    public void Every_stage_reports_its_time() =>
        Conversation.Extract(Conversation.Says("Ingrid", "I live in Turku.")).StageTimings.Keys
            .ShouldBe(["segmentation", "filtering", "recognition", "resolution", "annotation", "merging", "artifacts", "episode"], ignoreOrder: true);

    [Fact]
    public void A_cancelled_extraction_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Should.Throw<OperationCanceledException>(() =>
            new ExtractionPipeline(TimeProvider.System).Extract([Conversation.Says("Ingrid", "I live in Turku.")], new ExtractionContext(), cancellation: source.Token));
    }

    [Fact]
    public void Any_text_is_read_the_same_way_twice_and_every_quote_is_in_its_message()
    {
        var piece = Gen.OneOf(
            Gen.Elements("I", "I'm", "my", "she", "we", "you", "yesterday", "in 2019", "last", "two", "weeks ago", "\"", "...", "?", "!", ".", ",", ", ", "\n", "\n- ", ":", "Ingrid: ",
                "```", "|a|b|", "\U0001F600", "\ud83d", "'", "'s", "\u2019ve", "live", "went", "and", "Oslo", "let's", "gonna", "@x", "#", "$5", "1.", "May", "31 February"),
            ArbMap.Default.GeneratorFor<string>().Where(s => s is not null));
        var text = piece.ListOf().Select(p => string.Join(' ', p));
        Prop.ForAll(text.ListOf().ToArbitrary(), texts =>
        {
            var messages = texts.Select((t, i) => new ConversationMessage($"m{i}", i % 3 == 0 ? "assistant" : "user", i % 2 == 0 ? "Ingrid" : null, t, Conversation.Wednesday)).ToList();
            var pipeline = new ExtractionPipeline(TimeProvider.System);
            var first = pipeline.Extract(messages, new ExtractionContext());
            var second = pipeline.Extract(messages, new ExtractionContext());
            return first.Facts.Select(f => f.Text).SequenceEqual(second.Facts.Select(f => f.Text))
                && first.Facts.All(f => f.Text.Length > 0 && f.MessageIds.Count > 0
                    && f.Quote.Split('\n').All(q => messages.Any(m => m.Content.Contains(q, StringComparison.Ordinal))));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_huge_message_without_any_sentence_end_is_read_to_its_end()
    {
        var facts = Conversation.Ingrid(string.Concat(Enumerable.Repeat("I row and ", 20_000)) + "I live in Turku");

        facts[^1].Quote.ShouldEndWith("Turku");
        facts.ShouldAllBe(f => f.Quote.Length <= 1_200);
    }
}
