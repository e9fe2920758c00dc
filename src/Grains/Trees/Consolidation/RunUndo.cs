using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Consolidation;

/// <summary>
/// Takes a run back. A field returns to what it was if it still is what the run made it; what was changed since by someone else stays,
/// counts keep what came on top, and what was deleted since stays deleted.
/// </summary>
public static class RunUndo
{
    /// <exception cref="StateConflictException">The run changed nothing, is undone already, or a later one built on it.</exception>
    public static RunBody Undo(TreeDraft draft, RunBody body)
    {
        var run = body.Run;
        if (run.Status != ConsolidationStatus.Completed)
        {
            throw new StateConflictException(run.Status == ConsolidationStatus.Undone ? $"The run '{run.Id}' is undone already." : $"The run '{run.Id}' was refused and changed nothing.");
        }

        if (draft.Tree.Runs.Any(other => other.Value.Run is { Status: ConsolidationStatus.Completed } later && later.StartedAt > run.StartedAt))
        {
            throw new StateConflictException($"A later run built on '{run.Id}'; undo that one first.");
        }

        foreach (var change in body.Changes)
        {
            if (draft.Tree.Fact(change.FactId) is { } fact)
            {
                draft.Put(Restore(draft, fact, change.Before, change.After));
            }
        }

        foreach (var id in run.Diff.SummaryIds)
        {
            draft.RemoveSummary(id);
        }

        foreach (var id in body.ArchivedSummaryIds)
        {
            if (draft.Tree.Summary(id) is { } summary)
            {
                draft.PutSummary(summary.Value with { IsArchived = false });
            }
        }

        var undone = body with { Run = run with { Status = ConsolidationStatus.Undone, UndoneAt = draft.Next() } };
        draft.PutRun(undone);
        return undone;
    }

    private static Fact Restore(TreeDraft draft, Fact fact, FactMarks before, FactMarks after) => fact with
    {
        State = fact.State == after.State ? before.State : fact.State,
        MentionCount = fact.MentionCount - (after.MentionCount - before.MentionCount),
        LastConfirmed = fact.LastConfirmed == after.LastConfirmed ? before.LastConfirmed : fact.LastConfirmed,
        Confidence = Back(fact.Confidence, after.Confidence, before.Confidence),
        RetentionStrength = Back(fact.RetentionStrength, after.RetentionStrength, before.RetentionStrength),
        ClusterId = fact.ClusterId == after.ClusterId ? before.ClusterId : fact.ClusterId,
        MergedIntoId = fact.MergedIntoId == after.MergedIntoId ? before.MergedIntoId : fact.MergedIntoId,
        LinkedFactIds = Back(fact.LinkedFactIds, after.LinkedFactIds, before.LinkedFactIds, id => draft.Tree.Fact(id) is not null),
        EvidenceMessageIds = Back(fact.EvidenceMessageIds, after.EvidenceMessageIds, before.EvidenceMessageIds, id => draft.Tree.Item(id) is not null),
        SourceDiaIds = Back(fact.SourceDiaIds, after.SourceDiaIds, before.SourceDiaIds, _ => true),
        ChangeType = fact.ChangeType == after.ChangeType ? before.ChangeType : fact.ChangeType,
        ConsolidatedAt = fact.ConsolidatedAt == after.ConsolidatedAt ? before.ConsolidatedAt : fact.ConsolidatedAt,
        ArchivedAt = fact.ArchivedAt == after.ArchivedAt ? before.ArchivedAt : fact.ArchivedAt,
    };

    private static double Back(double now, double after, double before) => now.Equals(after) ? before : now;

    // What the run added goes, what was added or taken away since stays so.
    private static IReadOnlyList<string> Back(IReadOnlyList<string> now, IReadOnlyList<string> after, IReadOnlyList<string> before, Func<string, bool> exists)
    {
        if (now.SequenceEqual(after, StringComparer.Ordinal))
        {
            return [.. before.Where(exists)];
        }

        var added = after.Except(before, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        return [.. now.Where(id => !added.Contains(id))];
    }
}
