using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Extraction.Entities;
using FencyGrid.Grains.Extraction.Episodes;
using FencyGrid.Grains.Extraction.Merging;

namespace FencyGrid.Grains.Trees.Rules;

/// <summary>Reads with the extraction pipeline, which needs no model.</summary>
public sealed class ExtractionFactReader(TimeProvider time) : IFactReader
{
    private static readonly ExtractionContext NoContext = new();

    private readonly ExtractionPipeline _pipeline = new(time);

    public ExtractedFact Describe(string text, DateTimeOffset? saidAt) => ExtractionPipeline.Annotate(text, NoContext, saidAt);

    public ExtractionResult Extract(IReadOnlyList<ConversationMessage> messages, ExtractionContext context, IReadOnlyList<ProposedFact>? proposals) =>
        _pipeline.Extract(messages, context, proposals);

    public bool Contradicts(ExtractedFact newer, ExtractedFact older) => Contradiction.Supersedes(newer, older);

    public IReadOnlyList<string> FindEntities(string text) => EntityRecognizer.Find(text);

    public EpisodeText? Summarize(IReadOnlyList<ConversationMessage> messages, IReadOnlyList<ExtractedFact> facts) => (messages.Count, facts.Count) switch
    {
        (0, 0) => null,
        (0, _) => EpisodeSummary.Of(facts),
        _ => EpisodeSummary.Of(messages, facts, NoContext),
    };

    public EpisodeText? Summarize(IReadOnlyList<string> texts, DateTimeOffset from, DateTimeOffset to) =>
        texts.Count == 0 ? null : EpisodeSummary.OfTexts(texts, from, to);
}
