using FencyGrid.Contracts.Trees;

namespace FencyGrid.Grains.Trees.Consolidation;

/// <summary>Finds facts that belong together: they name the same thing or person, one that few facts name, beside whom they are about.</summary>
public static class RelatedFacts
{
    private const int MaxLinksPerFact = 5;

    // What more facts name than this (the user, most of all) tells them apart from nothing.
    private const int MaxFactsPerEntity = 20;

    public static List<FactLink> Find(IReadOnlyList<Fact> facts)
    {
        var byEntity = new Dictionary<string, List<Fact>>(StringComparer.OrdinalIgnoreCase);
        foreach (var fact in facts)
        {
            foreach (var entity in fact.Entities.Concat(fact.InferredEntities).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (!byEntity.TryGetValue(entity, out var named))
                {
                    byEntity[entity] = named = [];
                }

                named.Add(fact);
            }
        }

        var counts = facts.ToDictionary(fact => fact.Id, fact => fact.LinkedFactIds.Count);
        var known = facts.SelectMany(fact => fact.LinkedFactIds.Select(other => Pair(fact.Id, other))).ToHashSet();
        var links = new List<FactLink>();
        foreach (var (_, named) in byEntity.Where(pair => pair.Value.Count is > 1 and <= MaxFactsPerEntity).OrderBy(pair => pair.Value.Count).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            for (var i = 0; i < named.Count; i++)
            {
                for (var j = i + 1; j < named.Count; j++)
                {
                    var pair = Pair(named[i].Id, named[j].Id);
                    if (counts[named[i].Id] < MaxLinksPerFact && counts[named[j].Id] < MaxLinksPerFact && known.Add(pair))
                    {
                        counts[named[i].Id]++;
                        counts[named[j].Id]++;
                        links.Add(new FactLink(named[i].Id, named[j].Id));
                    }
                }
            }
        }

        return links;
    }

    private static (string, string) Pair(string one, string other) => string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
}
