using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction.Merging;
using FencyGrid.Grains.Trees.Rules;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Consolidation;

/// <summary>
/// One run over a tree: duplicates put away in favour of one of them, related facts linked, retention brought to the day, days and weeks
/// summarized. Nothing is deleted, and every change is noted in the run's diff so that it can be taken back.
/// </summary>
public sealed class Consolidator(IFactReader reader, TreeOptions options)
{
    private readonly SummaryWriter _summaries = new(reader);

    public RunBody Run(TreeDraft draft, ConsolidationPeriod period)
    {
        var startedAt = draft.Next();
        List<Fact> facts = [.. draft.Tree.ActiveFacts.Select(order => draft.Tree.Fact(order.Id)!)];
        var archived = FindDuplicates(facts);
        var budget = (int)Math.Ceiling(options.LossBudget * facts.Count);
        if (archived.Count > budget)
        {
            var refused = new ConsolidationRun(
                TreeDraft.NewId(), draft.Address, period, ConsolidationStatus.Refused, startedAt, draft.Next(), null, facts.Count,
                $"It would have archived {archived.Count} of {facts.Count} facts, more than the {budget} that the loss budget of {options.LossBudget:P0} allows.",
                new ConsolidationDiff([], [], [], [], []));
            return Record(draft, new RunBody(refused, [], []));
        }

        var before = new Dictionary<string, FactMarks>(StringComparer.Ordinal);
        var confirmed = Archive(draft, archived, before, startedAt);
        var links = Link(draft, facts, before, startedAt);
        var retention = Decay(draft, before);
        var (summaryIds, archivedSummaries) = _summaries.Write(draft, period);
        var changes = before.Select(pair => new FactChange(pair.Key, pair.Value, FactMarks.Of(draft.Tree.Fact(pair.Key)!))).ToList();
        var run = new ConsolidationRun(
            TreeDraft.NewId(), draft.Address, period, ConsolidationStatus.Completed, startedAt, draft.Next(), null, facts.Count, null,
            new ConsolidationDiff(archived, links, retention, summaryIds, confirmed));
        return Record(draft, new RunBody(run, changes, archivedSummaries));
    }

    private static RunBody Record(TreeDraft draft, RunBody run)
    {
        draft.PutRun(run);
        return run;
    }

    // Message by message memories are what was said, each in its place; they have no duplicates.
    private List<ArchivedFact> FindDuplicates(List<Fact> facts)
    {
        var index = new NearDuplicateIndex<string>();
        var byId = facts.ToDictionary(fact => fact.Id);
        var archived = new List<ArchivedFact>();

        // The most confirmed one stands for the others; among equals the oldest.
        foreach (var fact in facts.Where(fact => fact.Origin != FactOrigin.Verbatim).OrderByDescending(fact => fact.MentionCount).ThenBy(fact => fact.CreatedAt))
        {
            if (index.TryFind(fact.Text, out var keptId) && !reader.Contradicts(FactComposer.Claim(fact), FactComposer.Claim(byId[keptId])))
            {
                archived.Add(new ArchivedFact(fact.Id, keptId));
            }
            else
            {
                index.Add(fact.Id, fact.Text);
            }
        }

        return archived;
    }

    private static List<string> Archive(TreeDraft draft, List<ArchivedFact> archived, Dictionary<string, FactMarks> before, DateTimeOffset now)
    {
        foreach (var (id, keptId) in archived)
        {
            var duplicate = draft.Tree.Fact(id)!;
            var kept = draft.Tree.Fact(keptId)!;
            Change(draft, before, kept with
            {
                MentionCount = kept.MentionCount + duplicate.MentionCount,
                LastConfirmed = duplicate.LastConfirmed > kept.LastConfirmed ? duplicate.LastConfirmed : kept.LastConfirmed,
                Confidence = 1 - ((1 - kept.Confidence) * (1 - (0.5 * duplicate.Confidence))),
                EvidenceMessageIds = [.. kept.EvidenceMessageIds.Union(duplicate.EvidenceMessageIds, StringComparer.Ordinal)],
                SourceDiaIds = [.. kept.SourceDiaIds.Union(duplicate.SourceDiaIds, StringComparer.Ordinal)],
                ChangeType = "confirmed",
                ConsolidatedAt = now,
            });
            Change(draft, before, duplicate with
            {
                State = ItemState.Archived,
                MergedIntoId = keptId,
                ArchivedAt = now,
                ConsolidatedAt = now,
                ChangeType = "archived",
            });
        }

        return [.. archived.Select(pair => pair.KeptId).Distinct(StringComparer.Ordinal)];
    }

    private static List<FactLink> Link(TreeDraft draft, List<Fact> facts, Dictionary<string, FactMarks> before, DateTimeOffset now)
    {
        var links = RelatedFacts.Find([.. facts.Select(fact => draft.Tree.Fact(fact.Id)!).Where(fact => fact.State == ItemState.Active)]);
        foreach (var (firstId, secondId) in links)
        {
            var first = draft.Tree.Fact(firstId)!;
            var second = draft.Tree.Fact(secondId)!;
            var cluster = first.ClusterId ?? second.ClusterId ?? first.Id;
            Change(draft, before, first with { LinkedFactIds = [.. first.LinkedFactIds, secondId], ClusterId = first.ClusterId ?? cluster, ConsolidatedAt = now });
            Change(draft, before, second with { LinkedFactIds = [.. second.LinkedFactIds, firstId], ClusterId = second.ClusterId ?? cluster, ConsolidatedAt = now });
        }

        return links;
    }

    private static List<RetentionChange> Decay(TreeDraft draft, Dictionary<string, FactMarks> before)
    {
        var changes = new List<RetentionChange>();
        foreach (var order in draft.Tree.ActiveFacts.ToList())
        {
            var fact = draft.Tree.Fact(order.Id)!;
            var strength = Retention.At(fact, draft.Now);

            // What is not a hundredth weaker than it was is left as it stands.
            if (Math.Abs(strength - fact.RetentionStrength) >= 0.01)
            {
                changes.Add(new RetentionChange(fact.Id, fact.RetentionStrength, strength));
                Change(draft, before, fact with { RetentionStrength = strength });
            }
        }

        return changes;
    }

    private static void Change(TreeDraft draft, Dictionary<string, FactMarks> before, Fact changed)
    {
        before.TryAdd(changed.Id, FactMarks.Of(draft.Tree.Fact(changed.Id)!));
        draft.Put(changed);
    }
}
