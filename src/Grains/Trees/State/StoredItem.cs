using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.State.Packing;

namespace FencyGrid.Grains.Trees.State;

/// <summary>
/// An item that a tree holds, with the version of its row; 0 while it has none. In small trees it is kept packed, and made anew whenever it is
/// read: there are many of them, and of each a read takes a few items.
/// </summary>
public sealed class StoredItem
{
    // A TreeItem, or its bytes.
    private readonly object _form;
    private readonly TreeAddress _tree;

    private StoredItem(object form, string id, TreeAddress tree, long version, IReadOnlyList<ulong>? textKeys) =>
        (_form, Id, _tree, Version, TextKeys) = (form, id, tree, version, textKeys);

    public StoredItem(TreeItem value, long version, IReadOnlyList<ulong>? textKeys = null)
        : this(value, value.Id, value.Tree, version, textKeys)
    {
    }

    public string Id { get; }

    public TreeItem Value => _form as TreeItem ?? ItemPacking.Unpack((byte[])_form, Id, _tree);

    public long Version { get; }

    /// <summary>
    /// What a fact is found again by for what it says, see <see cref="FactKeys.OfText"/>; follows from its text, and is kept since it takes
    /// reading it, though not in a packed one.
    /// </summary>
    public IReadOnlyList<ulong>? TextKeys { get; }

    public StoredItem Packed() => _form is TreeItem item ? new(ItemPacking.Pack(item), Id, _tree, Version, null) : this;

    public StoredItem With(long version) => new(_form, Id, _tree, version, TextKeys);

    public StoredItem With(IReadOnlyList<ulong> textKeys) => new(_form, Id, _tree, Version, textKeys);
}
