using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.State.Collections;

namespace FencyGrid.Grains.Trees.State;

/// <summary>Everything a tree holds, as it stands after a turn. Immutable: reads go on over it while a later turn makes the next.</summary>
public sealed class TreeState
{
    // A small tree's items are packed.
    private const int MostPacked = 500;

    private readonly TreeContents _contents;

    internal TreeState(TreeAddress address, TreeContents contents)
    {
        Address = address;
        _contents = contents;
    }

    public TreeAddress Address { get; }

    /// <summary>Facts, messages, episodes and artifacts, in no particular order.</summary>
    public IEnumerable<StoredItem> Items => _contents.Items.Values;

    public int ItemCount => _contents.Items.Count;

    /// <summary>All items by age.</summary>
    public OrderedItems Order => _contents.Order;

    /// <summary>Active facts by age.</summary>
    public OrderedItems ActiveFacts => _contents.ActiveFacts;

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

    /// <summary>About what it holds in memory, in bytes. Measured: a packed fact of few words takes about 440 bytes with its places in the lists, its record 1,300.</summary>
    public long ResidentBytes => ItemCount > MostPacked ? (ItemCount * 1300L) + (TextLength * 4) : (ItemCount * 350L) + TextLength;

    public static TreeState Empty(TreeAddress address) => new(address, TreeContents.Empty);

    public StoredItem? FindStored(string id) => TreeContents.Find(_contents.Items, id);

    public TreeItem? Find(string id) => FindStored(id)?.Value;

    public Fact? FindFact(string id) => Find(id) as Fact;

    /// <exception cref="NotFoundException">The tree has no such item.</exception>
    public TreeItem Get(string id) => Find(id) ?? throw NotFoundException.Of("memory", id);

    /// <summary>Items under a key of <see cref="FactKeys"/>, oldest first.</summary>
    public ImmutableArray<string> Under(ulong key) => TreeContents.Under(_contents.Keys.Find(key));

    /// <summary>The same with these items packed, if the tree is small.</summary>
    internal TreeState Pack(IEnumerable<string> ids)
    {
        if (ItemCount > MostPacked)
        {
            return this;
        }

        List<KeyValuePair<ulong, StoredItem?>> packed = [.. ids.Select(FindStored).OfType<StoredItem>().Select(stored => KeyValuePair.Create(FactKeys.Item(stored.Id), (StoredItem?)stored.Packed()))];
        return new TreeState(Address, _contents with { Items = _contents.Items.With(packed) });
    }
}

/// <summary>The parts of a <see cref="TreeState"/>.</summary>
internal sealed record TreeContents(
    HashTrie<StoredItem> Items,
    OrderedItems Order,
    OrderedItems ActiveFacts,
    ImmutableDictionary<string, NodeState> Nodes,
    ImmutableDictionary<string, string> NodesByPath,
    ImmutableDictionary<string, SessionState> Sessions,
    ImmutableDictionary<string, Stored<SummaryBody>> Summaries,
    ImmutableDictionary<string, Stored<RunBody>> Runs,
    ImmutableHashSet<string> Tombstones,
    HashTrie<object> Keys,
    DateTimeOffset LastTime,
    long TextLength)
{
    public static TreeContents Empty { get; } = new(
        new HashTrie<StoredItem>(),
        OrderedItems.Empty,
        OrderedItems.Empty,
        ImmutableDictionary.Create<string, NodeState>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, SessionState>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, Stored<SummaryBody>>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, Stored<RunBody>>(StringComparer.Ordinal),
        ImmutableHashSet.Create<string>(StringComparer.Ordinal),
        new HashTrie<object>(),
        DateTimeOffset.MinValue,
        0);

    /// <summary>What is kept under a key: an id where there is one, else an array of them.</summary>
    public static ImmutableArray<string> Under(object? kept) => kept switch
    {
        null => [],
        string only => [only],
        var several => ImmutableCollectionsMarshal.AsImmutableArray((string[])several),
    };

    // Ids of items are random, and no two have one hash; but what is asked for may be anything.
    public static StoredItem? Find(HashTrie<StoredItem> items, string id) => items.Find(FactKeys.Item(id)) is { } stored && stored.Id == id ? stored : null;
}
