using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Trees.Search;

/// <summary>
/// Ranks the best hits again so that together they cover the query: a hit that repeats terms which better ones hold already steps behind one
/// that brings new ones (maximal marginal relevance, Carbonell and Goldstein, 1998, over query terms). Scores stay as they are.
/// </summary>
public static class CoverageRanking
{
    // How much what a hit adds counts beside its own score.
    private const double NewTermWeight = 0.15;

    public static List<TreeSearchHit> Apply(IReadOnlyList<string> terms, List<TreeSearchHit> ranked, int limit)
    {
        if (terms.Count == 0 || ranked.Count < 3)
        {
            return ranked;
        }

        var asked = terms.ToHashSet(StringComparer.Ordinal);
        var held = ranked.Select(hit => TextAnalyzer.Analyze(hit.Item.Body).Where(asked.Contains).ToHashSet(StringComparer.Ordinal)).ToList();
        var open = Enumerable.Range(0, ranked.Count).ToList();
        var covered = new HashSet<string>(StringComparer.Ordinal);
        var result = new List<TreeSearchHit>(ranked.Count);
        while (open.Count > 0 && result.Count < limit)
        {
            // Among equals the one that ranked higher: the first.
            var best = open.MaxBy(i => ranked[i].Score + (NewTermWeight * held[i].Count(term => !covered.Contains(term)) / terms.Count));
            result.Add(ranked[best]);
            covered.UnionWith(held[best]);
            open.Remove(best);
        }

        result.AddRange(open.Select(i => ranked[i]));
        return result;
    }
}
