using System.Collections.Immutable;

namespace FencyGrid.Grains.Trees.State;

/// <summary>The place of an item in its tree: by creation, then by id.</summary>
public readonly record struct ItemOrder(DateTimeOffset CreatedAt, string Id)
{
    /// <summary>No items, kept in this order from the oldest to the youngest.</summary>
    public static ImmutableSortedSet<ItemOrder> None { get; } = ImmutableSortedSet.Create<ItemOrder>(Comparer<ItemOrder>.Create(Compare));

    private static int Compare(ItemOrder left, ItemOrder right)
    {
        var byTime = left.CreatedAt.UtcTicks.CompareTo(right.CreatedAt.UtcTicks);
        return byTime != 0 ? byTime : string.CompareOrdinal(left.Id, right.Id);
    }
}
