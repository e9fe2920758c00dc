using System.Globalization;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Filters;
using FencyGrid.Grains.Trees.Search;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Reading;

/// <summary>Lists a tree's items, newest first.</summary>
public static class ItemListing
{
    /// <exception cref="InvalidRequestException">A limit or offset out of range, or a filter that cannot be read.</exception>
    public static void Check(ItemQuery query)
    {
        if (query.Limit is < 1 or > ItemQuery.MaxLimit)
        {
            throw new InvalidRequestException($"The limit is {query.Limit}; it must lie between 1 and {ItemQuery.MaxLimit}.");
        }

        if (query.Offset < 0 || (query.Offset > 0 && query.PageToken is not null))
        {
            throw new InvalidRequestException("The offset must be 0 or more, and cannot go together with a page token.");
        }

        FilterParser.Parse(query.Filter);
    }

    public static ItemPage List(TreeState state, ItemQuery query)
    {
        Check(query);
        var admission = new ItemAdmission(FilterParser.Parse(query.Filter), query.Kinds, query.States, query.AsOf);
        var plain = admission.IsActiveFactsOnly && query is { FactType: null, SessionId: null, NodeId: null, HasMetadata: false };
        var after = query.PageToken is { } token ? ItemCursor.Parse(token) : (ItemOrder?)null;
        return plain ? ActiveFacts(state, query, after) : Matching(state, query, after, admission);
    }

    // The whole list is at hand in order: a page costs what is on it.
    private static ItemPage ActiveFacts(TreeState state, ItemQuery query, ItemOrder? after)
    {
        var order = state.ActiveFacts;
        var next = order.Count - 1;
        if (after is { } cursor)
        {
            var at = order.IndexOf(cursor);
            next = (at >= 0 ? at : ~at) - 1;
        }

        next -= query.Offset;
        var items = new List<TreeItem>();
        for (; next >= 0 && items.Count < query.Limit; next--)
        {
            items.Add(state.Find(order[next].Id)!);
        }

        return new ItemPage(items, order.Count, next >= 0 && items.Count > 0 ? ItemCursor.Write(items[^1]) : null);
    }

    private static ItemPage Matching(TreeState state, ItemQuery query, ItemOrder? after, ItemAdmission admission)
    {
        var items = new List<TreeItem>();
        var (total, skipped, more) = (0L, 0, false);
        foreach (var place in state.Order.FromYoungest())
        {
            var item = state.Find(place.Id)!;
            if (!Admits(admission, query, item))
            {
                continue;
            }

            total++;
            if (after is { } cursor && place.CompareTo(cursor) >= 0)
            {
                continue;
            }

            if (skipped < query.Offset)
            {
                skipped++;
            }
            else if (items.Count < query.Limit)
            {
                items.Add(item);
            }
            else
            {
                more = true;
            }
        }

        return new ItemPage(items, total, more ? ItemCursor.Write(items[^1]) : null);
    }

    private static bool Admits(ItemAdmission admission, ItemQuery query, TreeItem item) =>
        (query.SessionId is null || item.SessionId == query.SessionId)
        && (query.FactType is null || (item is Fact typed && typed.FactType == query.FactType))
        && (query.NodeId is null || (item is Fact placed && placed.NodeId == query.NodeId))
        && (!query.HasMetadata || item.Metadata.Length > 2)
        && admission.Admits(item);
}

/// <summary>Where a page starts: after the item of that time and id.</summary>
public static class ItemCursor
{
    public static string Write(TreeItem item) => string.Create(CultureInfo.InvariantCulture, $"{item.CreatedAt.UtcTicks}.{item.Id}");

    /// <exception cref="InvalidRequestException">Not a cursor.</exception>
    public static ItemOrder Parse(string cursor)
    {
        var dot = cursor.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(cursor.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new ItemOrder(new DateTimeOffset(ticks, TimeSpan.Zero), cursor[(dot + 1)..])
            : throw new InvalidRequestException("The page token is not of this list. Start again without one.");
    }
}
