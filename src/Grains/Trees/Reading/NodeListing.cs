using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Search;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Reading;

/// <summary>A tree's nodes with what their facts add up to.</summary>
public static class NodeListing
{
    public const int MaxLimit = 200;

    private const int MaxContents = 100;
    private const double RecencyHalfLifeDays = 30;

    /// <exception cref="InvalidRequestException">The limit is out of range.</exception>
    public static NodeList List(TreeState state, NodeQuery query, UseLog uses, DateTimeOffset now)
    {
        if (query.Limit is < 1 or > MaxLimit)
        {
            throw new InvalidRequestException($"The limit is {query.Limit}; it must lie between 1 and {MaxLimit}.");
        }

        List<NodeState> nodes = [.. state.Nodes.Values
            .Where(node => (query.ParentId is null || node.Node.Value.ParentId == query.ParentId) && (query.MemoryType is null || node.Node.Value.MemoryType == query.MemoryType))
            .OrderBy(node => node.Node.Value.Depth).ThenBy(node => node.Node.Value.Path, StringComparer.Ordinal)
            .Take(query.Limit)];
        var contents = query.IncludeContents
            ? nodes.ToDictionary(node => node.Node.Value.Id, IReadOnlyList<Fact> (node) => [.. Newest(node).Select(id => uses.Over(state.FindFact(id)!))])
            : [];
        return new NodeList([.. nodes.Select(node => Describe(state, node, uses, now))], contents);
    }

    public static MemoryNode Describe(TreeState state, NodeState node, UseLog uses, DateTimeOffset now)
    {
        var body = node.Node.Value;
        List<string> refs = [.. Newest(node)];
        List<Fact> facts = [.. refs.Select(id => state.FindFact(id)!)];
        List<Fact> used = [.. facts.Select(uses.Over)];
        var lastUsed = used.Max(fact => fact.LastRetrievedAt);
        return new MemoryNode
        {
            Id = body.Id,
            Tree = state.Address,
            ParentId = body.ParentId,
            Path = body.Path,
            Name = body.Name,
            Description = body.Description,
            MemoryType = body.MemoryType,
            Depth = body.Depth,
            ChildCount = node.Children,
            ContentCount = node.Facts.Count,
            ContentRefs = refs,
            CrossRefs = [.. facts
                .SelectMany(fact => fact.LinkedFactIds)
                .Select(id => state.FindFact(id)?.NodeId)
                .OfType<string>()
                .Where(id => id != body.Id)
                .Distinct(StringComparer.Ordinal)],
            Importance = node.Facts.IsEmpty ? 0 : Math.Round(Math.Clamp(node.Importance / node.Facts.Count, 0, 1), 4),
            Recency = Math.Round(Math.Pow(0.5, Math.Max(0, (now - node.ChangedAt).TotalDays) / RecencyHalfLifeDays), 4),
            AccessCount = node.Uses + used.Zip(facts, (after, before) => (long)after.HitCount - before.HitCount).Sum(),
            LastAccessedAt = lastUsed > node.LastUsedAt || node.LastUsedAt is null ? lastUsed : node.LastUsedAt,
            IsPrunable = node.Facts.IsEmpty && node.Children == 0,
            CreatedAt = body.CreatedAt,
            UpdatedAt = node.ChangedAt,
        };
    }

    private static IEnumerable<string> Newest(NodeState node)
    {
        for (var i = node.Facts.Count - 1; i >= 0 && i >= node.Facts.Count - MaxContents; i--)
        {
            yield return node.Facts[i].Id;
        }
    }
}
