namespace FencyGrid.Grains.Trees.State;

/// <summary>The place of an item in its tree: by creation, then by id.</summary>
public readonly record struct ItemOrder
{
    private readonly long _createdAt;

    public ItemOrder(DateTimeOffset createdAt, string id) => (_createdAt, Id) = (createdAt.UtcTicks, id);

    public string Id { get; }

    public int CompareTo(ItemOrder other)
    {
        var byTime = _createdAt.CompareTo(other._createdAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(Id, other.Id);
    }
}
