using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.State.Collections;

namespace FencyGrid.Grains.Trees.State;

public sealed partial class TreeBuilder
{
    /// <summary>Puts all items of a tree that has its nodes and nothing else yet, oldest first. As putting each, for less.</summary>
    public void Load(IReadOnlyList<StoredItem> items)
    {
        foreach (var item in items)
        {
            IndexText(item.Value, item);
        }

        _order = OrderedItems.Of(items.Select(stored => Order(stored.Value)));
        _activeFacts = OrderedItems.Of(items.Where(stored => stored.Value is Fact { State: ItemState.Active }).Select(stored => Order(stored.Value)));
        _activeFacts = _activeFacts.Count == _order.Count ? _order : _activeFacts;
        foreach (var facts in items.Select(stored => stored.Value).OfType<Fact>().GroupBy(fact => fact.NodeId, StringComparer.Ordinal))
        {
            CountIn(facts.Key, [.. facts]);
        }
    }
}
