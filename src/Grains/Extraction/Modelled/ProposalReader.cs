using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction.Filtering;
using FencyGrid.Grains.Extraction.Hygiene;
using FencyGrid.Grains.Extraction.Segmentation;

namespace FencyGrid.Grains.Extraction.Modelled;

/// <summary>Makes facts of what a model proposed, as far as its evidence bears it out.</summary>
internal static class ProposalReader
{
    private const double Confidence = 0.8;

    /// <param name="dropped">Counts what is left out, by reason.</param>
    public static List<ExtractedFact> Read(
        IReadOnlyList<ConversationMessage> messages, ExtractionContext context, IReadOnlyList<ProposedFact> proposals, StageClock clock, Dictionary<string, int> dropped)
    {
        List<string> people = [.. new Segmenter(messages, context).Speakers.Where(speaker => speaker.IsNamed).Select(speaker => speaker.Name)];
        clock.Book("segmentation");
        var guard = new RecallGuard(context.RecentlyRecalled);
        var facts = new List<ExtractedFact>(proposals.Count);
        foreach (var proposal in proposals)
        {
            List<ConversationMessage> evidence = [.. proposal.Messages.Where(place => place >= 0 && place < messages.Count).Order().Select(place => messages[place])];
            var reason = evidence.Count == 0 || !EvidenceCheck.Holds(proposal.Text, evidence, people) ? FilterReasons.Unsupported
                : guard.IsRecalled(proposal.Text) || evidence.TrueForAll(message => guard.IsRecalled(message.Content)) ? FilterReasons.Recalled
                : null;
            clock.Book("filtering");
            if (reason is not null)
            {
                dropped[reason] = dropped.GetValueOrDefault(reason) + 1;
                continue;
            }

            facts.Add(Fact(proposal, evidence, context));
            clock.Book("annotation");
        }

        return facts;
    }

    private static ExtractedFact Fact(ProposedFact proposal, List<ConversationMessage> evidence, ExtractionContext context)
    {
        var saidAt = evidence.Find(message => message.Date is not null)?.Date;
        var isAssistants = evidence.TrueForAll(message => Speaker.Of(message, null, context).IsAssistant);
        return ExtractionPipeline.Annotate(proposal.Text, context, saidAt) with
        {
            // Exact words are those of a message, whatever the model gives out as such.
            Quote = proposal.Quote.Length > 0 && evidence.Exists(message => message.Content.Contains(proposal.Quote, StringComparison.Ordinal)) ? proposal.Quote : evidence[0].Content,
            MessageIds = [.. evidence.Select(message => message.Id)],
            SourceRole = evidence[0].Role,
            FactType = isAssistants ? FactTypes.Agent : FactTypes.User,
            Confidence = Confidence,
            SaidAt = saidAt,
        };
    }
}
