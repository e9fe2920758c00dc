using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Rows;
using FencyGrid.Grains.Trees.Search;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees;

/// <summary>Makes a tree of its rows.</summary>
internal static class TreeLoader
{
    public static async Task<MemoryTreeGrain.Published> LoadAsync(
        ITreeQueries queries, string organizationId, string treeId, TreeAddress address, UseLog uses, CancellationToken cancellationToken)
    {
        // What an older build encoded is encoded anew from its text.
        var stored = new Dictionary<string, StoredEntry>(StringComparer.Ordinal);
        await foreach (var row in queries.LoadEntriesAsync(organizationId, treeId, cancellationToken))
        {
            if (row.ItemId == TreeEntryRow.Use)
            {
                uses.Read(row.Entry);
            }
            else if (StoredEntry.Read(row.Entry) is { } entry)
            {
                stored[row.ItemId] = entry;
            }
        }

        var empty = TreeState.Empty(address);
        var builder = new TreeBuilder(empty);
        var items = new List<StoredItem>(stored.Count);
        var nodeIds = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in queries.LoadItemsAsync(organizationId, treeId, cancellationToken))
        {
            if (Item(row) is { } item)
            {
                items.Add(new StoredItem(Placed(item, address, nodeIds), row.Version, stored.GetValueOrDefault(row.Id)?.TextKeys));
            }
            else
            {
                Put(builder, row);
            }
        }

        // A node can be younger than the first fact under it, which it is made for: all nodes are there before any fact is.
        builder.Load(items);
        var state = builder.Build();
        var index = new TreeIndex(state.ActiveFacts.Count);
        index.Update(empty, state, items.Select(item => item.Id), id => stored.GetValueOrDefault(id)?.Entry);
        return new MemoryTreeGrain.Published(state.Pack(items.Select(item => item.Id)), index);
    }

    // The facts under a node share its id's string.
    private static TreeItem Placed(TreeItem item, TreeAddress address, HashSet<string> nodeIds)
    {
        if (item is not Fact fact)
        {
            return item with { Tree = address };
        }

        if (!nodeIds.TryGetValue(fact.NodeId, out var nodeId))
        {
            nodeIds.Add(nodeId = fact.NodeId);
        }

        return fact with { Tree = address, NodeId = nodeId };
    }

    private static TreeItem? Item(TreeItemRow row) => row.Kind switch
    {
        TreeItemRowKind.Fact => TreeJson.Read<Fact>(row.Body),
        TreeItemRowKind.Message => TreeJson.Read<Message>(row.Body),
        TreeItemRowKind.Episode => TreeJson.Read<Episode>(row.Body),
        TreeItemRowKind.Artifact => TreeJson.Read<Artifact>(row.Body),
        _ => null,
    };

    private static void Put(TreeBuilder builder, TreeItemRow row)
    {
        switch (row.Kind)
        {
            case TreeItemRowKind.Node:
                builder.PutNode(new Stored<NodeBody>(TreeJson.Read<NodeBody>(row.Body), row.Version));
                break;
            case TreeItemRowKind.Summary:
                builder.PutSummary(new Stored<SummaryBody>(TreeJson.Read<SummaryBody>(row.Body), row.Version));
                break;
            case TreeItemRowKind.Run:
                builder.PutRun(new Stored<RunBody>(TreeJson.Read<RunBody>(row.Body), row.Version));
                break;
            case TreeItemRowKind.Tombstone:
                builder.PutTombstone(row.Id);
                break;
        }
    }
}
