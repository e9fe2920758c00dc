using System.Diagnostics;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Trees.Authoring;
using FencyGrid.Grains.Trees.Reading;
using FencyGrid.Grains.Trees.Search;

namespace FencyGrid.Grains.Trees;

public sealed partial class MemoryTrees
{
    public async Task<ItemPage> ListAsync(string organizationId, TreeScope scope, ItemQuery query, CancellationToken cancellationToken)
    {
        ItemListing.Check(query);
        var list = ListName(scope, query);
        var cursor = query.PageToken is { Length: > 0 } given ? tokens.Read(organizationId, list, given) : null;

        // Any of the items passed over may be in any tree: each is asked for all of them.
        var wanted = (int)Math.Min(int.MaxValue, (long)query.Limit + query.Offset);
        var each = query with { PageToken = cursor, Offset = 0, Limit = Math.Min(ItemQuery.MaxLimit, wanted) };
        var pages = await ScatterAsync(organizationId, scope, (tree, token) => ListAllAsync(tree, each, wanted, token), cancellationToken);
        List<TreeItem> items = [.. pages
            .SelectMany(page => page.Items)
            .OrderByDescending(item => item.CreatedAt).ThenByDescending(item => item.Id, StringComparer.Ordinal)
            .Skip(query.Offset)
            .Take(query.Limit)];
        var more = pages.Any(page => page.NextPageToken is not null) || pages.Sum(page => (long)page.Items.Count) > wanted;
        return new ItemPage(
            items,
            pages.Sum(page => page.TotalCount),
            more && items.Count > 0 ? tokens.Issue(organizationId, list, ItemCursor.Write(items[^1])) : null);
    }

    public async Task<TreeSearchResult> SearchAsync(string organizationId, TreeScope scope, TreeSearchRequest request, CancellationToken cancellationToken)
    {
        TreeSearcher.Check(request);
        var started = Stopwatch.GetTimestamp();
        var vectors = new QueryVectors(embedder, request.Query);
        async Task<TreeSearchResult> SearchTreeAsync(IMemoryTreeGrain tree, CancellationToken token) => await tree.SearchAsync(
            request.Mode == TreeSearchMode.Bm25 ? request : request with { Vector = await vectors.ForAsync(tree, token) }, token);
        var results = await ScatterAsync(organizationId, scope, SearchTreeAsync, cancellationToken);
        List<TreeSearchHit> hits = results.Count == 1
            ? [.. results[0].Hits]
            : [.. results
                .SelectMany(result => result.Hits)
                .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Item.Id, StringComparer.Ordinal)
                .Take(request.Limit)];
        var timings = results
            .SelectMany(result => result.StageTimings)
            .GroupBy(stage => stage.Key)
            .ToDictionary(stage => stage.Key, stage => stage.Max(pair => pair.Value));
        timings["total"] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return new TreeSearchResult(hits, results.Count, timings);
    }

    public async Task<NodeList> GetNodesAsync(string organizationId, TreeScope scope, NodeQuery query, CancellationToken cancellationToken)
    {
        var lists = await ScatterAsync(organizationId, scope, (tree, token) => tree.GetNodesAsync(query, token), cancellationToken);
        List<MemoryNode> nodes = [.. lists
            .SelectMany(list => list.Nodes)
            .OrderBy(node => node.Depth).ThenBy(node => node.Path, StringComparer.Ordinal).ThenBy(node => node.Id, StringComparer.Ordinal)
            .Take(query.Limit)];
        var contents = lists.SelectMany(list => list.Contents).ToDictionary(pair => pair.Key, pair => pair.Value);
        return new NodeList(nodes, nodes.Where(node => contents.ContainsKey(node.Id)).ToDictionary(node => node.Id, node => contents[node.Id]));
    }

    public async Task<Timeline> GetTimelineAsync(string organizationId, TreeScope scope, TimelineQuery query, CancellationToken cancellationToken)
    {
        var timelines = await ScatterAsync(organizationId, scope, (tree, token) => tree.GetTimelineAsync(query, token), cancellationToken);
        List<TimelineSession> sessions = [.. timelines
            .SelectMany(timeline => timeline.Sessions)
            .GroupBy(session => session.SessionId, StringComparer.Ordinal)
            .Select(group => HistoryReading.Session(group.Key, group.SelectMany(session => session.Facts)))
            .OrderBy(session => session.FirstFactAt).ThenBy(session => session.SessionId, StringComparer.Ordinal)];
        return new Timeline(sessions, timelines.Sum(timeline => timeline.TotalFacts));
    }

    public async Task<IReadOnlyList<MemorySummary>> GetSummariesAsync(
        string organizationId, TreeScope scope, ConsolidationPeriod? stage, int limit, CancellationToken cancellationToken)
    {
        var lists = await ScatterAsync(organizationId, scope, (tree, token) => tree.GetSummariesAsync(stage, limit, token), cancellationToken);
        return [.. lists.SelectMany(list => list).OrderByDescending(summary => summary.CreatedAt).ThenBy(summary => summary.Id, StringComparer.Ordinal).Take(limit)];
    }

    public async Task<IReadOnlyList<ConsolidationRun>> ConsolidateAsync(string organizationId, TreeScope scope, ConsolidationPeriod period, CancellationToken cancellationToken)
    {
        using var session = author.Open(cancellationToken);
        return await ScatterAsync(
            organizationId,
            scope,
            async (tree, token) =>
            {
                var run = await tree.ConsolidateAsync(period, token);
                await SummaryAuthor.WriteAsync(tree, run, session, token);
                return run;
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<ConsolidationRun>> GetRunsAsync(string organizationId, TreeScope scope, int limit, CancellationToken cancellationToken)
    {
        var lists = await ScatterAsync(organizationId, scope, (tree, token) => tree.GetRunsAsync(limit, token), cancellationToken);
        return [.. lists.SelectMany(list => list).OrderByDescending(run => run.StartedAt).ThenBy(run => run.Id, StringComparer.Ordinal).Take(limit)];
    }

    public async Task<ResetResult> ResetAsync(string organizationId, TreeScope scope, CancellationToken cancellationToken)
    {
        var results = await ScatterAsync(organizationId, scope, ResetOneAsync, cancellationToken);
        return new ResetResult(
            results.Sum(result => result.FactsDeleted),
            results.Sum(result => result.NodesDeleted),
            results.Sum(result => result.OtherItemsDeleted),
            [.. results.SelectMany(result => result.FailedFactIds)],
            [.. results.SelectMany(result => result.FailedNodeIds)]);
    }

    public Task<IReadOnlyList<HygieneReport>> AuditAsync(string organizationId, TreeScope scope, int limit, CancellationToken cancellationToken) =>
        ScatterAsync(organizationId, scope, (tree, token) => tree.AuditAsync(limit, token), cancellationToken);

    public async Task<BackfillResult> BackfillEntitiesAsync(string organizationId, TreeScope scope, BackfillRequest request, CancellationToken cancellationToken)
    {
        var total = new BackfillResult(0, 0, 0, 0, false, request.Offset);
        var passed = 0;
        foreach (var address in await TreesAsync(organizationId, scope, cancellationToken))
        {
            // Trees are gone through one after another, their facts counted on.
            var tree = Tree(organizationId, address);
            var facts = (int)(await tree.ListAsync(new ItemQuery { Limit = 1 }, cancellationToken)).TotalCount;
            var from = Math.Max(0, request.Offset + total.Examined - passed);
            var left = request.Limit - total.Examined;
            if (left == 0)
            {
                total = total with { HasMore = total.HasMore || facts > 0 };
            }
            else if (from < facts)
            {
                var part = await tree.BackfillEntitiesAsync(request with { Offset = from, Limit = left }, cancellationToken);
                total = new BackfillResult(
                    total.Examined + part.Examined, total.Processed + part.Processed, total.Skipped + part.Skipped, total.Failed + part.Failed,
                    part.HasMore, request.Offset + total.Examined + part.Examined);
            }

            passed += facts;
        }

        return total;
    }

    private static async Task<ResetResult> ResetOneAsync(IMemoryTreeGrain tree, CancellationToken cancellationToken)
    {
        try
        {
            return await tree.ResetAsync(cancellationToken);
        }
        catch (RetryableException)
        {
            // What is still there is named, so that the caller knows what to try again.
            var facts = await tree.ListAsync(new ItemQuery { Limit = ItemQuery.MaxLimit, States = [ItemState.Active, ItemState.Superseded, ItemState.Archived] }, cancellationToken);
            var nodes = await tree.GetNodesAsync(new NodeQuery(Limit: NodeListing.MaxLimit), cancellationToken);
            return new ResetResult(0, 0, 0, [.. facts.Items.Select(item => item.Id)], [.. nodes.Nodes.Select(node => node.Id)]);
        }
    }

    private static async Task<ItemPage> ListAllAsync(IMemoryTreeGrain tree, ItemQuery query, int wanted, CancellationToken cancellationToken)
    {
        var page = await tree.ListAsync(query, cancellationToken);
        var items = page.Items.ToList();
        while (page.NextPageToken is { } next && items.Count < wanted)
        {
            page = await tree.ListAsync(query with { PageToken = next }, cancellationToken);
            items.AddRange(page.Items);
        }

        return page with { Items = items };
    }

    private static string ListName(TreeScope scope, ItemQuery query) => string.Join(
        '\u001f',
        scope.AgentId, scope.InstanceId, scope.UserId, scope.IncludeAgentGlobal, query.FactType, query.SessionId, query.NodeId, query.HasMetadata, query.Filter,
        query.AsOf?.UtcTicks, string.Join(',', query.Kinds ?? []), string.Join(',', query.States ?? []));

    private async Task<IReadOnlyList<T>> ScatterAsync<T>(
        string organizationId, TreeScope scope, Func<IMemoryTreeGrain, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        var addresses = await TreesAsync(organizationId, scope, cancellationToken);
        if (addresses.Count == 1)
        {
            return [await ask(Tree(organizationId, addresses[0]), cancellationToken)];
        }

        var answers = new T[addresses.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, addresses.Count), Width(cancellationToken), async (i, token) =>
            answers[i] = await ask(Tree(organizationId, addresses[i]), token));
        return answers;
    }

    private async Task<IReadOnlyList<TreeAddress>> TreesAsync(string organizationId, TreeScope scope, CancellationToken cancellationToken)
    {
        if (scope is { AgentId: { } agent, InstanceId: { } instance, UserId: { } user, IncludeAgentGlobal: not true })
        {
            return [new TreeAddress(agent, user == TreeAddress.AgentGlobalUser ? TreeAddress.DefaultInstance : instance, user)];
        }

        var addresses = new List<TreeAddress>();
        TreeAddress? after = null;
        while (true)
        {
            var rows = await queries.ListTreesAsync(organizationId, scope, after, TreesPerRead, cancellationToken);
            addresses.AddRange(rows.Select(row => row.Address));
            if (rows.Count < TreesPerRead)
            {
                return addresses;
            }

            after = addresses[^1];
        }
    }
}
