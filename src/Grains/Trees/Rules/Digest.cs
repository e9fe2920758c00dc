using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Extraction.Episodes;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Rules;

/// <summary>Digests of what a tree holds.</summary>
public static class Digest
{
    /// <summary>Of messages and facts.</summary>
    public static EpisodeText? Of(IFactReader reader, IEnumerable<TreeItem> items)
    {
        var messages = new List<ConversationMessage>();
        var facts = new List<ExtractedFact>();
        foreach (var item in items)
        {
            switch (item)
            {
                case Message message:
                    messages.Add(new ConversationMessage(message.Id, message.Role, message.Speaker, message.Content, message.SaidAt ?? message.CreatedAt, message.Caption));
                    break;
                case Fact { Origin: FactOrigin.Verbatim } fact:
                    messages.Add(new ConversationMessage(fact.Id, fact.SourceRole ?? "user", fact.Speaker, fact.Text, fact.SaidAt ?? fact.CreatedAt));
                    break;
                case Fact fact:
                    facts.Add(FactComposer.Claim(fact) with { SaidAt = fact.SaidAt ?? fact.CreatedAt });
                    break;
            }
        }

        return reader.Summarize(messages, facts);
    }

    /// <summary>Of what a summary draws on: facts for a day, the days' summaries for a week. Null when nothing of it is left.</summary>
    public static EpisodeText? OfSources(IFactReader reader, TreeDraft draft, MemorySummary summary)
    {
        if (summary.Stage == ConsolidationPeriod.Daily)
        {
            return Of(reader, summary.SourceIds.Select(draft.Tree.Fact).OfType<Fact>().OrderBy(fact => fact.SaidAt ?? fact.CreatedAt));
        }

        List<string> days = [.. summary.SourceIds
            .Select(draft.Tree.Summary)
            .OfType<Stored<SummaryBody>>()
            .OrderBy(stored => stored.Value.Summary.PeriodStart)
            .Select(stored => stored.Value.Summary.Summary)];
        return reader.Summarize(days, summary.PeriodStart, summary.PeriodEnd.AddTicks(-1));
    }
}
