using FencyGrid.Contracts.Trees;

namespace FencyGrid.Grains.Trees.Rows;

/// <summary>Reads of memory trees.</summary>
public interface ITreeQueries
{
    Task<TreeRow?> FindTreeAsync(string organizationId, string treeId, CancellationToken cancellationToken);

    /// <summary>The tree that holds the item (a fact, message, episode, artifact, node, summary or run).</summary>
    Task<TreeRow?> FindTreeOfItemAsync(string organizationId, string itemId, CancellationToken cancellationToken);

    /// <summary>The trees of a scope by (agent, instance, user), after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<TreeRow>> ListTreesAsync(string organizationId, TreeScope scope, TreeAddress? after, int limit, CancellationToken cancellationToken);

    /// <summary>All items of a tree in the order of their creation.</summary>
    IAsyncEnumerable<TreeItemRow> LoadItemsAsync(string organizationId, string treeId, CancellationToken cancellationToken);

    /// <summary>All index entries of a tree, in no particular order.</summary>
    IAsyncEnumerable<TreeEntryRow> LoadEntriesAsync(string organizationId, string treeId, CancellationToken cancellationToken);

    /// <summary>Per claim that any tree shares: the hashes of the distinct users who do.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ListSharersAsync(string organizationId, string agentId, IReadOnlyCollection<string> claimHashes, CancellationToken cancellationToken);
}
