using FencyGrid.Contracts.Trees;

namespace FencyGrid.Grains.Trees.State;

public sealed partial class TreeBuilder
{
    /// <summary>Puts all items of a tree that has its nodes and nothing else yet, oldest first. As putting each, for less.</summary>
    public void Load(IReadOnlyList<Stored<TreeItem>> items)
    {
        foreach (var item in items)
        {
            var stored = item.TextKeys is null && item.Value is Fact fact ? item with { TextKeys = FactKeys.OfText(fact, Statements) } : item;
            _items.Add(stored.Value.Id, stored);
            IndexText(stored);
            Seen(stored.Value.CreatedAt);
        }

        _order = ItemOrder.None.Union(items.Select(stored => Order(stored.Value))).ToBuilder();
        _activeFacts = ItemOrder.None.Union(items.Where(stored => stored.Value is Fact { State: ItemState.Active }).Select(stored => Order(stored.Value))).ToBuilder();
        foreach (var facts in items.Select(stored => stored.Value).OfType<Fact>().GroupBy(fact => fact.NodeId, StringComparer.Ordinal))
        {
            CountIn(facts.Key, [.. facts]);
        }
    }
}
