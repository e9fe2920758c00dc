using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Search.Index;
using FencyGrid.Grains.Trees.Rows;
using FencyGrid.Grains.Trees.Search;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees;

/// <summary>Makes a tree of its rows.</summary>
internal static class TreeLoader
{
    public static async Task<MemoryTreeGrain.Published> LoadAsync(
        ITreeQueries queries, string organizationId, string treeId, TreeAddress address, CancellationToken cancellationToken)
    {
        var empty = TreeState.Empty(address);
        var builder = new TreeBuilder(empty);
        var ids = new List<string>();
        await foreach (var row in queries.LoadItemsAsync(organizationId, treeId, cancellationToken))
        {
            Put(builder, row, address);
            if (row.Kind <= TreeItemRowKind.Artifact)
            {
                ids.Add(row.Id);
            }
        }

        // What an older build encoded is encoded anew from its text.
        var entries = new Dictionary<string, byte[]>(ids.Count, StringComparer.Ordinal);
        await foreach (var row in queries.LoadEntriesAsync(organizationId, treeId, cancellationToken))
        {
            if (IndexEntry.IsCurrent(row.Entry))
            {
                entries[row.ItemId] = row.Entry;
            }
        }

        var state = builder.Build();
        var index = new TreeIndex();
        index.Update(empty, state, ids, entries);
        return new MemoryTreeGrain.Published(state, index);
    }

    private static void Put(TreeBuilder builder, TreeItemRow row, TreeAddress address)
    {
        switch (row.Kind)
        {
            case TreeItemRowKind.Fact:
                PutItem(TreeJson.Read<Fact>(row.Body));
                break;
            case TreeItemRowKind.Message:
                PutItem(TreeJson.Read<Message>(row.Body));
                break;
            case TreeItemRowKind.Episode:
                PutItem(TreeJson.Read<Episode>(row.Body));
                break;
            case TreeItemRowKind.Artifact:
                PutItem(TreeJson.Read<Artifact>(row.Body));
                break;
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

        void PutItem(TreeItem item) => builder.Put(new Stored<TreeItem>(item with { Tree = address }, row.Version));
    }
}
