using FencyGrid.Contracts.Trees;
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
        // What an older build encoded is encoded anew from its text.
        var stored = new Dictionary<string, StoredEntry>(StringComparer.Ordinal);
        await foreach (var row in queries.LoadEntriesAsync(organizationId, treeId, cancellationToken))
        {
            if (StoredEntry.Read(row.Entry) is { } entry)
            {
                stored[row.ItemId] = entry;
            }
        }

        var empty = TreeState.Empty(address);
        var builder = new TreeBuilder(empty);
        var ids = new List<string>(stored.Count);
        await foreach (var row in queries.LoadItemsAsync(organizationId, treeId, cancellationToken))
        {
            Put(builder, row, address, stored.GetValueOrDefault(row.Id)?.TextKeys);
            if (row.Kind <= TreeItemRowKind.Artifact)
            {
                ids.Add(row.Id);
            }
        }

        var state = builder.Build();
        var index = new TreeIndex();
        index.Update(empty, state, ids, id => stored.GetValueOrDefault(id)?.Entry);
        return new MemoryTreeGrain.Published(state, index);
    }

    private static void Put(TreeBuilder builder, TreeItemRow row, TreeAddress address, IReadOnlyList<ulong>? textKeys)
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

        void PutItem(TreeItem item) => builder.Put(new Stored<TreeItem>(item with { Tree = address }, row.Version, textKeys));
    }
}
