using System.Diagnostics;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Search.Index;
using FencyGrid.Grains.Text;
using FencyGrid.Grains.Trees.Filters;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Search;

/// <summary>Answers a search from a tree's state and index. What the request does not admit is left out before anything is ranked.</summary>
public static class TreeSearcher
{
    public const int MaxQueryLength = 8192;

    // So many of what was said before the query, and so many of its terms, may add to it.
    private const int HistoryTexts = 3;
    private const int HistoryTerms = 8;

    // A hit of the asking conversation is preferred among near equals only.
    private const double SameConversation = 1.02;

    /// <exception cref="InvalidRequestException">The query is empty or too long, the limit or threshold out of range, or the filter is none.</exception>
    public static void Check(TreeSearchRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Query) || request.Query.Length > MaxQueryLength)
        {
            throw new InvalidRequestException($"The query must have 1 to {MaxQueryLength} characters.");
        }

        if (request.Limit is < 1 or > TreeSearchRequest.MaxLimit)
        {
            throw new InvalidRequestException($"The limit is {request.Limit}; it must lie between 1 and {TreeSearchRequest.MaxLimit}.");
        }

        if (request.Threshold is not (null or >= 0 and <= 1))
        {
            throw new InvalidRequestException($"The threshold is {request.Threshold}; it must lie between 0 and 1.");
        }

        // Here too, for when there is no tree yet that would read it.
        FilterParser.Parse(request.Filter);
    }

    /// <summary>The hits, and after them as many again that matched but were not answered with.</summary>
    /// <param name="vectors">Of the model that made the request's vector; null for a lexical search.</param>
    internal static SearchOutcome Search(TreeState state, TreeIndex index, TreeSearchRequest request, VectorSet<string>? vectors = null)
    {
        Check(request);
        var started = Stopwatch.GetTimestamp();
        var admission = new ItemAdmission(
            FilterParser.Parse(request.Filter)?.Within(state.Address),
            Kinds(request),
            request.States,
            request.AsOf,
            request.ExcludeIds);
        var terms = Terms(request);
        var analysed = Stopwatch.GetTimestamp();
        var found = index.Search(
            state,
            new SearchQuery(terms, request.Query, request.Limit * 2, index.Statistics(terms), Ranking: Ranking(request.Mode)),
            admission,
            isRankedAgain: request.Rerank || request.ConversationId is not null || vectors is not null);
        if (vectors is not null && request.Vector is { } vector)
        {
            found = VectorRanking.Join(
                found, vectors, vector.Values, request.Mode == TreeSearchMode.Semantic ? 1 : VectorRanking.Share, request.Limit * 2, id => state.Find(id) is { } item && admission.Admits(item));
        }

        var ranked = found
            .Select(hit => (hit.ItemId, Score: Score(state, request, hit)))
            .Where(hit => hit.Score > 0 && hit.Score >= (request.Threshold ?? 0))
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.ItemId, StringComparer.Ordinal)
            .ToList();
        List<TreeSearchHit> hits = [.. ranked.Take(request.Rerank ? ranked.Count : request.Limit).Select(hit => new TreeSearchHit(state.Find(hit.ItemId)!, hit.Score))];
        if (request.Rerank)
        {
            hits = CoverageRanking.Apply(terms, hits, request.Limit);
        }

        var missed = request.Rerank ? hits.Skip(request.Limit).Select(hit => hit.Item.Id) : ranked.Skip(request.Limit).Select(hit => hit.ItemId);
        var ended = Stopwatch.GetTimestamp();
        return new SearchOutcome(
            [.. hits.Take(request.Limit)],
            [.. missed.Take(request.Limit)],
            new Dictionary<string, double>
            {
                ["analyse"] = Stopwatch.GetElapsedTime(started, analysed).TotalMilliseconds,
                ["rank"] = Stopwatch.GetElapsedTime(analysed, ended).TotalMilliseconds,
            });
    }

    private static SearchRanking Ranking(TreeSearchMode mode) => mode switch
    {
        TreeSearchMode.Semantic => SearchRanking.Similarity,
        TreeSearchMode.Bm25 => SearchRanking.Lexical,
        _ => SearchRanking.Joined,
    };

    private static IReadOnlyList<TreeItemKind> Kinds(TreeSearchRequest request)
    {
        var kinds = request.Kinds ?? [TreeItemKind.Fact];
        return request.IncludeVerbatim && !kinds.Contains(TreeItemKind.Message) ? [.. kinds, TreeItemKind.Message] : kinds;
    }

    private static IReadOnlyList<string> Terms(TreeSearchRequest request)
    {
        var terms = TextAnalyzer.AnalyzeQuery(request.Query);
        if (request.History.Count == 0)
        {
            return terms;
        }

        var before = request.History.TakeLast(HistoryTexts).Reverse().SelectMany(TextAnalyzer.AnalyzeQuery);
        return [.. terms.Concat(before.Except(terms, StringComparer.Ordinal).Take(HistoryTerms))];
    }

    private static double Score(TreeState state, TreeSearchRequest request, (string ItemId, double Score) hit) =>
        request.ConversationId is { } conversation && state.Find(hit.ItemId)?.SessionId == conversation ? Math.Min(1, hit.Score * SameConversation) : hit.Score;
}

/// <param name="Missed">Items that matched but ranked below the answer.</param>
public sealed record SearchOutcome(IReadOnlyList<TreeSearchHit> Hits, IReadOnlyList<string> Missed, IReadOnlyDictionary<string, double> StageTimings);
