using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction.Artifacts;
using FencyGrid.Grains.Extraction.Entities;
using FencyGrid.Grains.Extraction.Episodes;
using FencyGrid.Grains.Extraction.Facts;
using FencyGrid.Grains.Extraction.Feelings;
using FencyGrid.Grains.Extraction.Grammar;
using FencyGrid.Grains.Extraction.Hygiene;
using FencyGrid.Grains.Extraction.Merging;
using FencyGrid.Grains.Extraction.Modelled;
using FencyGrid.Grains.Extraction.Resolution;
using FencyGrid.Grains.Extraction.Segmentation;
using FencyGrid.Grains.Extraction.Statements;
using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Grains.Extraction;

/// <summary>
/// Turns conversations and single statements into facts: the same input gives the same facts. The stages are segmentation, filtering,
/// recognition, resolution, annotation, merging, artifacts and episode; where a model read the conversation, what it proposed is checked
/// against its evidence and annotated in place of the first five.
/// </summary>
public sealed class ExtractionPipeline(TimeProvider time)
{
    /// <summary>Reads a conversation in order.</summary>
    /// <param name="proposals">What a model read, by places in <paramref name="messages"/>; null has rules read them.</param>
    public ExtractionResult Extract(
        IReadOnlyList<ConversationMessage> messages, ExtractionContext context, IReadOnlyList<ProposedFact>? proposals = null, CancellationToken cancellation = default)
    {
        var clock = new StageClock(time);
        var dropped = new Dictionary<string, int>(StringComparer.Ordinal);
        var facts = proposals is null ? Read(messages, context, clock, dropped, cancellation) : ProposalReader.Read(messages, context, proposals, clock, dropped);
        var merged = FactMerger.Merge(facts);
        var superseded = FactMerger.Superseded(merged);
        clock.Book("merging");
        var artifacts = ArtifactExtraction.Find(messages);
        clock.Book("artifacts");
        var episode = messages.Count == 0 ? null : EpisodeSummary.Of(messages, merged, context);
        clock.Book("episode");
        return new ExtractionResult(merged, superseded, artifacts, episode, clock.Timings(), dropped);
    }

    private static List<ExtractedFact> Read(
        IReadOnlyList<ConversationMessage> messages, ExtractionContext context, StageClock clock, Dictionary<string, int> dropped, CancellationToken cancellation)
    {
        var guard = new RecallGuard(context.RecentlyRecalled);
        var reader = new MessageReader(messages, context, clock, dropped);
        var facts = new List<ExtractedFact>(messages.Count);
        foreach (var message in messages)
        {
            cancellation.ThrowIfCancellationRequested();
            reader.Read(guard.Shield(message), facts);
        }

        return facts;
    }

    /// <summary>
    /// Reads a single statement that a caller asks to store: its text stays as given, the fields are found in it. Nothing is filtered.
    /// </summary>
    /// <param name="statement">The claim, in any person.</param>
    /// <param name="context">Who 'I' is.</param>
    /// <param name="saidAt">Anchor of its relative dates.</param>
    public static ExtractedFact Annotate(string statement, ExtractionContext context, DateTimeOffset? saidAt = null)
    {
        var message = new ConversationMessage("", "user", null, statement, saidAt ?? context.DefaultDate);
        var speaker = Speaker.Of(message, null, context);
        var sentences = new Segmenter([message], context).Segment(message);
        var core = sentences.Count > 0 ? sentences[0].Text.TrimEnd('.', '!', ' ') : "";
        var words = WordScanner.Scan(core);
        var clause = ClauseParser.Parse(words);
        var times = TemporalExpressions.Find(core, words, message.Date);
        var claim = StatementRecognizer.Recognize(core, words, clause, times, message.Date);
        var resolved = new ReferenceResolver(new HashSet<string>()).Resolve(core, words, clause, speaker, null, times);
        var sentence = new Sentence(message, 0, statement.Length, statement, speaker, null, false, false);
        var fact = FactBuilder.Build(sentence, claim, resolved, words, times, message.Date, asked: false, fragment: false);
        var (sentiment, intensity) = SentimentScorer.Score(statement);

        // "User lives in Oslo" speaks of the same person as "I live in Oslo".
        var subject = fact.Subject?.ToLowerInvariant() is "user" or "the user" ? speaker.Name : fact.Subject;
        return fact with
        {
            Text = statement,
            MessageIds = [],
            Subject = subject,
            FactType = FactTypes.User,
            Entities = EntityRecognizer.Find(statement),
            TopicTags = TopicLexicon.Find(statement),
            Sentiment = sentiment,
            EmotionalIntensity = intensity,
        };
    }
}
