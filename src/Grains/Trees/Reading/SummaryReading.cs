using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Reading;

/// <summary>What summaries are written from, bounded to what a model takes in at once.</summary>
public static class SummaryReading
{
    private const int MostCharacters = 24_000;

    public static IReadOnlyList<SummarySources> Sources(TreeState state, IReadOnlyList<string> summaryIds, ConsolidationPeriod stage) => [.. summaryIds
        .Select(state.Summaries.GetValueOrDefault)
        .OfType<Stored<SummaryBody>>()
        .Where(stored => !stored.Value.IsArchived && stored.Value.Summary.Stage == stage)
        .OrderByDescending(stored => stored.Value.Summary.PeriodStart)
        .Select(stored => new SummarySources(stored.Value.Summary.Id, stored.Version, stored.Value.Summary.PeriodStart, stored.Value.Summary.PeriodEnd, Texts(state, stored.Value.Summary)))
        .Where(sources => sources.Texts.Count > 0)];

    private static IReadOnlyList<string> Texts(TreeState state, MemorySummary summary)
    {
        List<(string Text, double Weight)> texts = summary.Stage == ConsolidationPeriod.Daily
            ? [.. summary.SourceIds.Select(state.FindFact).OfType<Fact>().OrderBy(fact => fact.SaidAt ?? fact.CreatedAt).Select(fact => (fact.Text, fact.Importance))]
            : [.. summary.SourceIds.Select(state.Summaries.GetValueOrDefault).OfType<Stored<SummaryBody>>().OrderBy(day => day.Value.Summary.PeriodStart).Select(day => (day.Value.Summary.Summary, 1.0))];
        var room = MostCharacters;
        var taken = new SortedSet<int>();
        foreach (var place in Enumerable.Range(0, texts.Count).OrderByDescending(place => texts[place].Weight).ThenBy(place => place))
        {
            if (texts[place].Text.Length <= room)
            {
                room -= texts[place].Text.Length;
                taken.Add(place);
            }
        }

        return [.. taken.Select(place => texts[place].Text)];
    }
}
