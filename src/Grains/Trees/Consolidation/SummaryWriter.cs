using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Rules;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Consolidation;

/// <summary>
/// Writes a summary for every day whose facts have none, or another one than before, and for a weekly run for every week of such days.
/// The summary that it takes the place of is kept, out of sight.
/// </summary>
public sealed class SummaryWriter(IFactReader reader)
{
    public (IReadOnlyList<string> Written, IReadOnlyList<string> Archived) Write(TreeDraft draft, ConsolidationPeriod period)
    {
        var written = new List<string>();
        var archived = new List<string>();
        foreach (var (day, facts) in Days(draft))
        {
            Write(draft, ConsolidationPeriod.Daily, day, day.AddDays(1), facts.Select(fact => fact.Id), Session(facts), written, archived);
        }

        if (period == ConsolidationPeriod.Weekly)
        {
            foreach (var (week, days) in Weeks(draft.Tree.Summaries))
            {
                Write(draft, ConsolidationPeriod.Weekly, week, week.AddDays(7), days.Select(day => day.Id), null, written, archived);
            }
        }

        return (written, archived);
    }

    /// <summary>When a fact was told: that is the day it belongs to.</summary>
    private static DateTimeOffset Told(Fact fact) => fact.SaidAt ?? fact.CreatedAt;

    private static DateTimeOffset Day(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);

    // Weeks begin on Monday (ISO 8601).
    private static DateTimeOffset Week(DateTimeOffset day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static IEnumerable<(DateTimeOffset Day, List<Fact> Facts)> Days(TreeDraft draft) => draft.Tree.ActiveFacts
        .Select(order => draft.Tree.Fact(order.Id)!)
        .GroupBy(fact => Day(Told(fact)))
        .OrderBy(day => day.Key)
        .Select(day => (day.Key, day.OrderBy(Told).ThenBy(fact => fact.Id, StringComparer.Ordinal).ToList()));

    /// <summary>Weeks with days that no weekly summary draws on, or not on just these.</summary>
    public static IEnumerable<DateTimeOffset> OpenWeeks(IEnumerable<Stored<SummaryBody>> summaries)
    {
        List<Stored<SummaryBody>> all = [.. summaries];
        return Weeks(all).Where(week => Known(all, ConsolidationPeriod.Weekly, week.Week) is not { } known || !DrawsOn(known, week.Days.Select(day => day.Id))).Select(week => week.Week);
    }

    private static Stored<SummaryBody>? Known(IEnumerable<Stored<SummaryBody>> summaries, ConsolidationPeriod stage, DateTimeOffset start) =>
        summaries.FirstOrDefault(stored => !stored.Value.IsArchived && stored.Value.Summary.Stage == stage && stored.Value.Summary.PeriodStart == start);

    private static bool DrawsOn(Stored<SummaryBody> summary, IEnumerable<string> sourceIds) => summary.Value.Summary.SourceIds.ToHashSet(StringComparer.Ordinal).SetEquals(sourceIds);

    private static List<(DateTimeOffset Week, List<MemorySummary> Days)> Weeks(IEnumerable<Stored<SummaryBody>> summaries) => [.. summaries
        .Where(stored => stored.Value is { IsArchived: false, Summary.Stage: ConsolidationPeriod.Daily })
        .Select(stored => stored.Value.Summary)
        .GroupBy(day => Week(day.PeriodStart))
        .OrderBy(week => week.Key)
        .Select(week => (week.Key, week.OrderBy(day => day.PeriodStart).ToList()))];

    private static string? Session(List<Fact> facts) => facts.Select(fact => fact.SessionId).Distinct().ToList() is [{ } only] ? only : null;

    private void Write(
        TreeDraft draft, ConsolidationPeriod stage, DateTimeOffset start, DateTimeOffset end, IEnumerable<string> sources, string? sessionId,
        List<string> written, List<string> archived)
    {
        List<string> sourceIds = [.. sources];
        var known = Known(draft.Tree.Summaries, stage, start);
        if (known is not null && DrawsOn(known, sourceIds))
        {
            return;
        }

        var summary = new MemorySummary(TreeDraft.NewId(), draft.Address, stage, "", [], sessionId, start, end, draft.Next(), sourceIds);
        if (Digest.OfSources(reader, draft, summary) is not { } text)
        {
            return;
        }

        if (known is not null)
        {
            draft.PutSummary(known.Value with { IsArchived = true });
            archived.Add(known.Value.Summary.Id);
        }

        draft.PutSummary(new SummaryBody(summary with { Summary = text.Summary, Topics = text.Topics }, false));
        written.Add(summary.Id);
    }
}
