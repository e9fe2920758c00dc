using System.Collections.Immutable;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Grains.Trees.State;

/// <summary>Everything a tree holds, as it stands after a turn. Immutable: reads go on over it while a later turn makes the next.</summary>
public sealed class TreeState
{
    private readonly TreeContents _contents;

    internal TreeState(TreeAddress address, TreeContents contents)
    {
        Address = address;
        _contents = contents;
    }

    public TreeAddress Address { get; }

    /// <summary>Facts, messages, episodes and artifacts by id.</summary>
    public ImmutableDictionary<string, Stored<TreeItem>> Items => _contents.Items;

    /// <summary>All items by age.</summary>
    public ImmutableSortedSet<ItemOrder> Order => _contents.Order;

    /// <summary>Active facts by age.</summary>
    public ImmutableSortedSet<ItemOrder> ActiveFacts => _contents.ActiveFacts;

    public ImmutableDictionary<string, NodeState> Nodes => _contents.Nodes;

    public ImmutableDictionary<string, SessionState> Sessions => _contents.Sessions;

    public ImmutableDictionary<string, Stored<SummaryBody>> Summaries => _contents.Summaries;

    public ImmutableDictionary<string, Stored<RunBody>> Runs => _contents.Runs;

    /// <summary>Keyed hashes of deleted facts' words.</summary>
    public ImmutableHashSet<string> Tombstones => _contents.Tombstones;

    /// <summary>The time of the youngest thing in the tree; the next is younger.</summary>
    public DateTimeOffset LastTime => _contents.LastTime;

    /// <summary>Characters of text in all items.</summary>
    public long TextLength => _contents.TextLength;

    internal TreeContents Contents => _contents;

    public static TreeState Empty(TreeAddress address) => new(address, TreeContents.Empty);

    public TreeItem? Find(string id) => Items.TryGetValue(id, out var stored) ? stored.Value : null;

    public Fact? FindFact(string id) => Find(id) as Fact;

    /// <exception cref="NotFoundException">The tree has no such item.</exception>
    public TreeItem Get(string id) => Find(id) ?? throw NotFoundException.Of("memory", id);

    /// <summary>Items under a key of <see cref="FactKeys"/>, oldest first.</summary>
    public ImmutableArray<string> Under(ulong key) => _contents.Keys.GetValueOrDefault(key, []);
}

/// <summary>The parts of a <see cref="TreeState"/>.</summary>
internal sealed record TreeContents(
    ImmutableDictionary<string, Stored<TreeItem>> Items,
    ImmutableSortedSet<ItemOrder> Order,
    ImmutableSortedSet<ItemOrder> ActiveFacts,
    ImmutableDictionary<string, NodeState> Nodes,
    ImmutableDictionary<string, string> NodesByPath,
    ImmutableDictionary<string, SessionState> Sessions,
    ImmutableDictionary<string, Stored<SummaryBody>> Summaries,
    ImmutableDictionary<string, Stored<RunBody>> Runs,
    ImmutableHashSet<string> Tombstones,
    ImmutableDictionary<ulong, ImmutableArray<string>> Keys,
    DateTimeOffset LastTime,
    long TextLength)
{
    public static TreeContents Empty { get; } = new(
        ImmutableDictionary.Create<string, Stored<TreeItem>>(StringComparer.Ordinal),
        ItemOrder.None,
        ItemOrder.None,
        ImmutableDictionary.Create<string, NodeState>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, SessionState>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, Stored<SummaryBody>>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, Stored<RunBody>>(StringComparer.Ordinal),
        ImmutableHashSet.Create<string>(StringComparer.Ordinal),
        ImmutableDictionary<ulong, ImmutableArray<string>>.Empty,
        DateTimeOffset.MinValue,
        0);
}
