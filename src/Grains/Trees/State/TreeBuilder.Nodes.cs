using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.State.Collections;

namespace FencyGrid.Grains.Trees.State;

public sealed partial class TreeBuilder
{
    private void CountIn(string nodeId, IReadOnlyList<Fact> facts)
    {
        if (_nodes.TryGetValue(nodeId, out var node))
        {
            var (importance, uses, lastUsedAt, changedAt) = (node.Importance, node.Uses, node.LastUsedAt, node.ChangedAt);
            foreach (var fact in facts)
            {
                importance += fact.State == ItemState.Active ? fact.Importance : 0;
                uses += fact.HitCount;
                lastUsedAt = lastUsedAt is null || fact.LastRetrievedAt > lastUsedAt ? fact.LastRetrievedAt ?? lastUsedAt : lastUsedAt;
                changedAt = fact.UpdatedAt > changedAt ? fact.UpdatedAt : changedAt;
            }

            _nodes[nodeId] = node with
            {
                Facts = facts is [var only]
                    ? only.State == ItemState.Active ? node.Facts.Add(Order(only)) : node.Facts
                    : OrderedItems.Of(node.Facts.Concat(facts.Where(fact => fact.State == ItemState.Active).Select(Order))),
                Importance = importance,
                Uses = uses,
                LastUsedAt = lastUsedAt,
                ChangedAt = changedAt,
            };
        }
    }

    private void CountOut(Fact fact)
    {
        var order = Order(fact);
        _activeFacts = _activeFacts.Remove(order);
        if (_nodes.TryGetValue(fact.NodeId, out var node))
        {
            var active = node.Facts.Contains(order);
            _nodes[fact.NodeId] = node with
            {
                Facts = node.Facts.Remove(order),
                Importance = active ? node.Importance - fact.Importance : node.Importance,
                Uses = node.Uses - fact.HitCount,
            };
        }
    }
}
