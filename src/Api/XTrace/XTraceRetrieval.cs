using System.Diagnostics;
using System.Globalization;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.XTrace;

/// <summary>Answers a search: the flat list, and in context mode what belongs to it, within the asked number of characters.</summary>
internal sealed class XTraceRetrieval(IMemoryTrees trees)
{
    private const int MaxArtifacts = 10;
    private const int MaxEpisodes = 5;

    public async Task<XTraceSearchAnswer> SearchAsync(string organizationId, SearchMemoriesRequest request, CancellationToken cancellationToken)
    {
        var found = await trees.SearchAsync(organizationId, request.Filter.Scope, request.ToSearch(), cancellationToken);
        return request.IsContext
            ? await WithContextAsync(organizationId, request, found, cancellationToken)
            : Answer(request, WithinBudget(found.Hits, request.CharBudget), found.StageTimings);
    }

    private static XTraceSearchAnswer Answer(
        SearchMemoriesRequest request, IReadOnlyList<TreeSearchHit> hits, IReadOnlyDictionary<string, double> timings, Gathered? gathered = null) => new(
        [.. (gathered?.AllArtifacts ?? []).Select(hit => XTraceArtifact.Of((Artifact)hit.Item, Score(hit)))],
        [.. (gathered?.Artifacts ?? []).Select(hit => XTraceArtifact.Of((Artifact)hit.Item, Score(hit)))],
        gathered is null ? "" : ContextOf(hits, gathered, request.CharBudget),
        [.. (gathered?.Episodes ?? []).Select(hit => XTraceEpisode.Of((Episode)hit.Item))],
        [.. hits.Where(hit => hit.Item is Fact).Select(hit => XTraceFact.Of((Fact)hit.Item, hit.Score))],
        request.Mode,
        [.. hits.Select(hit => XTraceMemory.Of(hit.Item, hit.Score))],
        timings);

    private async Task<XTraceSearchAnswer> WithContextAsync(
        string organizationId, SearchMemoriesRequest request, TreeSearchResult found, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var facts = found.Hits.Select(hit => hit.Item).OfType<Fact>().ToList();
        var artifacts = await GatherAsync(organizationId, request, TreeItemKind.Artifact, MaxArtifacts, facts.Select(fact => fact.SourceArtifactId), cancellationToken);
        var episodes = await GatherAsync(organizationId, request, TreeItemKind.Episode, MaxEpisodes, facts.Select(fact => fact.EpisodeId), cancellationToken);
        var excluded = request.ExcludeArtifactIds.ToHashSet(StringComparer.Ordinal);
        var gathered = new Gathered(artifacts, [.. artifacts.Where(hit => !excluded.Contains(hit.Item.Id))], episodes);
        var timings = new Dictionary<string, double>(found.StageTimings) { ["context"] = Stopwatch.GetElapsedTime(started).TotalMilliseconds };
        return Answer(request, found.Hits, timings, gathered);
    }

    /// <summary>Items of a kind that the query finds, then those that the found facts belong to.</summary>
    private async Task<IReadOnlyList<TreeSearchHit>> GatherAsync(
        string organizationId, SearchMemoriesRequest request, TreeItemKind kind, int limit, IEnumerable<string?> linked, CancellationToken cancellationToken)
    {
        var search = request.ToSearch() with { Kinds = [kind], Limit = limit, ExcludeIds = [], CountsAsUse = false };
        var found = await trees.SearchAsync(organizationId, request.Filter.Scope, search, cancellationToken);
        var known = found.Hits.Select(hit => hit.Item.Id).ToHashSet(StringComparer.Ordinal);
        List<string> missing = [.. linked.OfType<string>().Distinct(StringComparer.Ordinal).Where(id => !known.Contains(id)).Take(limit - known.Count)];
        if (missing.Count == 0 || request.Filter.Among(missing) is not { } filter)
        {
            return found.Hits;
        }

        var page = await trees.ListAsync(organizationId, request.Filter.Scope, new ItemQuery { Kinds = [kind], Filter = filter, Limit = limit }, cancellationToken);
        var items = page.Items.ToDictionary(item => item.Id, StringComparer.Ordinal);
        return [.. found.Hits, .. missing.Where(items.ContainsKey).Select(id => new TreeSearchHit(items[id], Linked))];
    }

    // Below every score: it was not found by the query.
    private const double Linked = -1;

    private static double? Score(TreeSearchHit hit) => hit.Score < 0 ? null : hit.Score;

    /// <summary>The hits whose texts together have at most so many characters; the last one may be cut to fit.</summary>
    private static List<TreeSearchHit> WithinBudget(IReadOnlyList<TreeSearchHit> hits, int? budget)
    {
        if (budget is not { } left)
        {
            return [.. hits];
        }

        var kept = new List<TreeSearchHit>();
        foreach (var hit in hits)
        {
            var text = BudgetedText.Cut(hit.Item.Body, left);
            if (text.Length == 0)
            {
                break;
            }

            kept.Add(text.Length == hit.Item.Body.Length ? hit : hit with { Item = WithBody(hit.Item, text) });
            left -= text.Length;
        }

        return kept;
    }

    private static TreeItem WithBody(TreeItem item, string text) => item switch
    {
        Fact fact => fact with { Text = text },
        Message message => message with { Content = text },
        Episode episode => episode with { Summary = text },
        Artifact artifact => artifact with { Content = text },
        _ => item,
    };

    private static string ContextOf(IReadOnlyList<TreeSearchHit> hits, Gathered gathered, int? budget)
    {
        var text = new BudgetedText(budget);
        List<string> facts = [.. hits.Select(hit => hit.Item).OfType<Fact>().Select(Line)];
        List<string> episodes = [.. gathered.Episodes.Select(hit => Line((Episode)hit.Item))];
        List<string> artifacts = [.. gathered.Artifacts.Select(hit => Block((Artifact)hit.Item))];
        Section("Facts", facts);
        Section("Episodes", episodes);
        Section("Artifacts", artifacts);
        return text.Finish(facts.Concat(episodes).Concat(artifacts).FirstOrDefault());

        void Section(string heading, List<string> pieces)
        {
            text.Heading(heading);
            pieces.ForEach(text.Add);
        }
    }

    private static string Line(Fact fact)
    {
        var time = fact.Origin == FactOrigin.Verbatim ? fact.SaidAt ?? fact.EventTime : fact.EventTime ?? fact.SaidAt;
        return time is { } known ? $"- [{Day(known)}] {fact.Text}" : $"- {fact.Text}";
    }

    private static string Line(Episode episode) => (episode.StartedAt, episode.EndedAt) switch
    {
        ({ } start, { } end) when start.UtcDateTime.Date != end.UtcDateTime.Date => $"- {episode.Title} ({Day(start)} to {Day(end)}): {episode.Summary}",
        ({ } start, _) => $"- {episode.Title} ({Day(start)}): {episode.Summary}",
        _ => $"- {episode.Title}: {episode.Summary}",
    };

    private static string Block(Artifact artifact) => $"## {artifact.Name} ({artifact.ArtifactType}, version {artifact.Version})\n{artifact.Content}";

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Gathered(
        IReadOnlyList<TreeSearchHit> AllArtifacts, IReadOnlyList<TreeSearchHit> Artifacts, IReadOnlyList<TreeSearchHit> Episodes);
}
