using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Consolidation;

/// <summary>When a tree has something to consolidate: what was written since its last run, decay that shows, days without their week.</summary>
public static class ConsolidationDue
{
    /// <summary>Whether a run would find anything. A run that was refused or undone is not tried again until something is written.</summary>
    public static bool IsDue(TreeState state, DateTimeOffset now)
    {
        var last = state.Runs.Values.Select(stored => stored.Value.Run.StartedAt).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        return state.Items.Any(stored => stored.Value.UpdatedAt > last)
            || (IsMonday(now) && HasOpenWeek(state))
            || DecayDue(state) <= now;
    }

    /// <summary>The night from which it has, if nothing more is written; null for never.</summary>
    public static DateTimeOffset? NextNight(TreeState state, DateTimeOffset now, string treeId, TreeOptions options)
    {
        var decay = DecayDue(state) is { } due ? ConsolidationSchedule.Next(due > now ? due : now, treeId, options) : (DateTimeOffset?)null;
        var week = HasOpenWeek(state) ? NextMonday(now, treeId, options) : (DateTimeOffset?)null;
        return decay is null || week < decay ? week : decay;
    }

    public static bool IsMonday(DateTimeOffset now) => now.UtcDateTime.DayOfWeek == DayOfWeek.Monday;

    private static DateTimeOffset? DecayDue(TreeState state) => state.ActiveFacts.Select(order => Retention.DueAt(state.FindFact(order.Id)!)).Min();

    private static bool HasOpenWeek(TreeState state) => SummaryWriter.OpenWeeks(state.Summaries.Values).Any();

    private static DateTimeOffset NextMonday(DateTimeOffset now, string treeId, TreeOptions options)
    {
        var night = ConsolidationSchedule.Next(now, treeId, options);
        return night.AddDays(((int)DayOfWeek.Monday - (int)night.DayOfWeek + 7) % 7);
    }
}
