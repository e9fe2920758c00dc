using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Trees.Rows;

namespace FencyGrid.Grains.Trees.State;

/// <summary>
/// The changes of one turn: made on a builder, so that the turn's later steps see its earlier ones, and noted for the rows.
/// Whatever a row went through within the turn, it is written once, as it ends up.
/// </summary>
public sealed class TreeDraft(TreeState before, DateTimeOffset now)
{
    private readonly Dictionary<string, TreeItemRowKind> _touched = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);
    private readonly List<StoreChange> _changes = [];

    public TreeState Before { get; } = before;

    /// <summary>The turn's clock. Things that are created take a time of their own from <see cref="Next"/>.</summary>
    public DateTimeOffset Now { get; } = now;

    public TreeBuilder Tree { get; } = new(before);

    public TreeAddress Address => Before.Address;

    /// <summary>Items that were put or removed, for the index.</summary>
    public IEnumerable<string> TouchedItems => _touched.Where(pair => pair.Value <= TreeItemRowKind.Artifact).Select(pair => pair.Key);

    public bool IsEmpty => _touched.Count == 0 && _changes.Count == 0;

    /// <summary>Begins with the time, so that rows written together are neighbours in the indexes on their ids.</summary>
    public static string NewId() => Guid.CreateVersion7().ToString("D");

    /// <summary>The time of the next thing that is created: later than everything before it.</summary>
    public DateTimeOffset Next() => Tree.Later(Now);

    public void Put(TreeItem item)
    {
        Tree.Put(new StoredItem(item, Tree.Item(item.Id)?.Version ?? 0));
        Touch(item.Id, KindOf(item));
    }

    /// <summary>Gives the fact its claim in general terms.</summary>
    public void SetClaim(Fact fact, string claimHash)
    {
        if (fact.ClaimHash != claimHash)
        {
            Tree.SetClaim(fact, claimHash);
            Touch(fact.Id, TreeItemRowKind.Fact);
        }
    }

    public void Remove(string id)
    {
        if (Tree.Item(id) is { } stored)
        {
            Tree.Remove(id);
            Touch(id, KindOf(stored.Value), removed: true);
        }
    }

    public void PutNode(NodeBody node)
    {
        Tree.PutNode(new Stored<NodeBody>(node, Tree.Node(node.Id)?.Node.Version ?? 0));
        Touch(node.Id, TreeItemRowKind.Node);
    }

    public void PutSummary(SummaryBody summary)
    {
        Tree.PutSummary(new Stored<SummaryBody>(summary, Tree.Summary(summary.Summary.Id)?.Version ?? 0));
        Touch(summary.Summary.Id, TreeItemRowKind.Summary);
    }

    public void RemoveSummary(string id)
    {
        Tree.RemoveSummary(id);
        Touch(id, TreeItemRowKind.Summary, removed: true);
    }

    public void PutRun(RunBody run)
    {
        Tree.PutRun(new Stored<RunBody>(run, Tree.Run(run.Run.Id)?.Version ?? 0));
        Touch(run.Run.Id, TreeItemRowKind.Run);
    }

    public void PutTombstone(string hash)
    {
        Tree.PutTombstone(hash);
        Touch(hash, TreeItemRowKind.Tombstone);
    }

    public void RemoveTombstone(string hash)
    {
        Tree.RemoveTombstone(hash);
        Touch(hash, TreeItemRowKind.Tombstone, removed: true);
    }

    /// <summary>Something to be written beside the tree's own rows.</summary>
    public void Also(StoreChange change) => _changes.Add(change);

    /// <summary>Adds the turn's writes to a transaction and answers with the tree as it is once they are committed.</summary>
    public TreeState Write(StoreTransaction transaction, string organizationId, string treeId)
    {
        foreach (var (id, kind) in _touched)
        {
            Write(transaction, new TreeItemRow(organizationId, id, treeId, kind, default, "", 0));
        }

        foreach (var change in _changes)
        {
            transaction.Add(change);
        }

        return Tree.Build();
    }

    private void Write(StoreTransaction transaction, TreeItemRow row)
    {
        switch (row.Kind)
        {
            case TreeItemRowKind.Node:
                var node = Tree.Node(row.Id)!.Node;
                Tree.PutNode(node with { Version = Write(transaction, row with { CreatedAt = node.Value.CreatedAt, Body = TreeJson.Write(node.Value) }, node.Version) });
                break;
            case TreeItemRowKind.Summary when Tree.Summary(row.Id) is { } summary:
                Tree.PutSummary(summary with { Version = Write(transaction, row with { CreatedAt = summary.Value.Summary.CreatedAt, Body = TreeJson.Write(summary.Value) }, summary.Version) });
                break;
            case TreeItemRowKind.Summary:
                Delete(transaction, row, Before.Summaries.GetValueOrDefault(row.Id)?.Version);
                break;
            case TreeItemRowKind.Run:
                var run = Tree.Run(row.Id)!;
                Tree.PutRun(run with { Version = Write(transaction, row with { CreatedAt = run.Value.Run.StartedAt, Body = TreeJson.Write(run.Value) }, run.Version) });
                break;
            case TreeItemRowKind.Tombstone when _removed.Contains(row.Id):
                Delete(transaction, row, Before.Tombstones.Contains(row.Id) ? 1 : null);
                break;
            case TreeItemRowKind.Tombstone:
                if (!Before.Tombstones.Contains(row.Id))
                {
                    transaction.Insert(row with { CreatedAt = Now, Body = "{}", Version = 1 });
                }

                break;
            default:
                WriteItem(transaction, row);
                break;
        }
    }

    private void WriteItem(StoreTransaction transaction, TreeItemRow row)
    {
        if (Tree.Item(row.Id) is not { } stored)
        {
            var version = Before.FindStored(row.Id)?.Version;
            Delete(transaction, row, version);
            return;
        }

        var written = Write(transaction, row with { CreatedAt = stored.Value.CreatedAt, Body = WriteBody(stored.Value) }, stored.Version);
        Tree.SetVersion(row.Id, written);
    }

    private static string WriteBody(TreeItem item) => TreeJson.Write(item);

    private static long Write(StoreTransaction transaction, TreeItemRow row, long version)
    {
        if (version == 0)
        {
            transaction.Insert(row with { Version = 1 });
        }
        else
        {
            transaction.Update(row with { Version = version });
        }

        return version + 1;
    }

    private static void Delete(StoreTransaction transaction, TreeItemRow row, long? version)
    {
        // What was made and removed within the turn never had a row.
        if (version is { } stored)
        {
            transaction.Delete((IVersionedRow)(row with { Version = stored }));
        }
    }

    private void Touch(string id, TreeItemRowKind kind, bool removed = false)
    {
        _touched[id] = kind;
        _ = removed ? _removed.Add(id) : _removed.Remove(id);
    }

    private static TreeItemRowKind KindOf(TreeItem item) => item switch
    {
        Fact => TreeItemRowKind.Fact,
        Message => TreeItemRowKind.Message,
        Episode => TreeItemRowKind.Episode,
        _ => TreeItemRowKind.Artifact,
    };
}
