namespace FencyGrid.Grains.Extraction.Merging;

/// <summary>Joins near-duplicate facts of one run and finds which claims end earlier ones.</summary>
internal static class FactMerger
{
    /// <summary>Each near-duplicate is folded into the first fact that says it, with its evidence.</summary>
    public static List<ExtractedFact> Merge(IReadOnlyList<ExtractedFact> facts)
    {
        var merged = new List<ExtractedFact>(facts.Count);
        var index = new NearDuplicateIndex<int>();
        foreach (var fact in facts)
        {
            if (index.TryFind(fact.Text, out var at))
            {
                var known = merged[at];
                merged[at] = known with
                {
                    MessageIds = [.. known.MessageIds.Union(fact.MessageIds, StringComparer.Ordinal)],
                    EventTime = known.EventTime ?? fact.EventTime,
                    EventPrecision = known.EventTime is null ? fact.EventPrecision : known.EventPrecision,
                    Importance = Math.Max(known.Importance, fact.Importance),
                    Confidence = Math.Round(1 - ((1 - known.Confidence) * (1 - (fact.Confidence / 2))), 3),
                };
                continue;
            }

            index.Add(merged.Count, fact.Text);
            merged.Add(fact);
        }

        return merged;
    }

    /// <summary>Pairs of a claim and the earlier one that it ends.</summary>
    public static List<(int Newer, int Older)> Superseded(IReadOnlyList<ExtractedFact> facts)
    {
        var pairs = new List<(int, int)>();
        var current = new Dictionary<(string, string), List<int>>();
        for (var i = 0; i < facts.Count; i++)
        {
            if (facts[i].Subject is not { } subject || facts[i].Attribute is not { } attribute)
            {
                continue;
            }

            var key = (subject.ToLowerInvariant(), attribute);
            if (!current.TryGetValue(key, out var open))
            {
                current[key] = open = [];
            }

            open.RemoveAll(older =>
            {
                var ends = Contradiction.Supersedes(facts[i], facts[older]);
                if (ends)
                {
                    pairs.Add((i, older));
                }

                return ends;
            });
            open.Add(i);
        }

        return pairs;
    }
}
