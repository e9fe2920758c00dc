using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.State.Packing;

namespace FencyGrid.Grains.Trees.State;

/// <summary>
/// An item that a tree holds, with the version of its row; 0 while it has none. In small trees it is kept packed, and made anew whenever it is
/// read: there are many of them, and of each a read takes a few items.
/// </summary>
public sealed class StoredItem
{
    // A TreeItem with its text keys, if they are known, or its bytes with its tree's address.
    private readonly object _form;
    private readonly object? _beside;

    private StoredItem(object form, object? beside, string id, long version) => (_form, _beside, Id, Version) = (form, beside, id, version);

    public StoredItem(TreeItem value, long version, IReadOnlyList<ulong>? textKeys = null)
        : this(value, textKeys, value.Id, version)
    {
    }

    public string Id { get; }

    public TreeItem Value => _form as TreeItem ?? ItemPacking.Unpack((byte[])_form, Id, (TreeAddress)_beside!);

    public long Version { get; }

    /// <summary>
    /// What a fact is found again by for what it says, see <see cref="FactKeys.OfText"/>; follows from its text, and is kept since it takes
    /// reading it, though not in a packed one.
    /// </summary>
    public IReadOnlyList<ulong>? TextKeys => _beside as IReadOnlyList<ulong>;

    public StoredItem Packed() => _form is TreeItem item ? new(ItemPacking.Pack(item), item.Tree, Id, Version) : this;

    public StoredItem With(long version) => new(_form, _beside, Id, version);

    public StoredItem With(IReadOnlyList<ulong> textKeys) => new(Value, Version, textKeys);
}
