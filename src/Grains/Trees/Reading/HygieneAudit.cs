using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction.Merging;
using FencyGrid.Grains.Trees.Rules;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Reading;

/// <summary>Looks a tree over for what should not be in it as it is. It changes nothing.</summary>
public sealed class HygieneAudit(IFactReader reader, TreeOptions options)
{
    public HygieneReport Run(TreeState state, int limit, DateTimeOffset now)
    {
        List<Fact> facts = [.. state.ActiveFacts.Select(order => state.FindFact(order.Id)!)];
        var duplicates = Duplicates(facts);
        List<string> stale = [.. facts.Where(fact => now - (fact.LastRetrievedAt > fact.LastConfirmed ? fact.LastRetrievedAt.Value : fact.LastConfirmed) > options.StaleAfter).Select(fact => fact.Id)];
        var contradictions = Contradictions(facts);
        List<SecretFinding> secrets = [.. state.Items
            .Select(stored => stored.Value)
            .OrderBy(item => item.CreatedAt)
            .Select(item => (item.Id, Sort: SecretScan.Find(item.Body)))
            .Where(found => found.Sort is not null)
            .Select(found => new SecretFinding(found.Id, found.Sort!))];
        return new HygieneReport(
            state.Address, facts.Count, duplicates.Count, stale.Count, contradictions.Count, secrets.Count,
            [.. duplicates.Take(limit)], [.. stale.Take(limit)], [.. contradictions.Take(limit)], [.. secrets.Take(limit)]);
    }

    private static List<HygienePair> Duplicates(List<Fact> facts)
    {
        var index = new NearDuplicateIndex<string>();
        var pairs = new List<HygienePair>();
        foreach (var fact in facts.Where(fact => fact.Origin != FactOrigin.Verbatim))
        {
            if (index.TryFind(fact.Text, out var other))
            {
                pairs.Add(new HygienePair(other, fact.Id));
            }
            else
            {
                index.Add(fact.Id, fact.Text);
            }
        }

        return pairs;
    }

    private List<HygienePair> Contradictions(List<Fact> facts) => [.. facts
        .Where(fact => fact is { Subject: not null, Attribute: not null })
        .GroupBy(fact => FactKeys.Attribute(fact.Subject!, fact.Attribute!, fact.Value))
        .Where(group => group.Skip(1).Any())
        .SelectMany(group => Pairs([.. group.OrderBy(fact => fact.CreatedAt)]))];

    private IEnumerable<HygienePair> Pairs(List<Fact> group)
    {
        for (var i = 1; i < group.Count; i++)
        {
            if (reader.Contradicts(FactComposer.Claim(group[i]), FactComposer.Claim(group[i - 1])))
            {
                yield return new HygienePair(group[i - 1].Id, group[i].Id);
            }
        }
    }
}
