using System.Collections.Concurrent;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Grains.Trees.Search;

/// <summary>
/// What searches have made of facts since it was last written down. Searches note here beside each other and beside turns; readers see it
/// at once; a later turn takes some of it along into the rows. A crash loses only what was not yet taken.
/// </summary>
public sealed class UseLog(TimeProvider time)
{
    private const int MaxRecalled = 64;

    private readonly ConcurrentDictionary<string, Use> _uses = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _recalled = new();

    public bool IsEmpty => _uses.IsEmpty;

    /// <summary>Ids of what searches answered with lately.</summary>
    public IReadOnlyCollection<string> Recalled => _recalled;

    public void Note(SearchOutcome outcome)
    {
        var now = time.GetUtcNow();
        foreach (var hit in outcome.Hits)
        {
            if (hit.Item is Fact)
            {
                _uses.AddOrUpdate(hit.Item.Id, new Use(1, 0, now), (_, use) => new Use(use.Hits + 1, use.Misses, now));
            }

            _recalled.Enqueue(hit.Item.Id);
        }

        foreach (var id in outcome.Missed)
        {
            _uses.AddOrUpdate(id, new Use(0, 1, null), (_, use) => use with { Misses = use.Misses + 1 });
        }

        while (_recalled.Count > MaxRecalled && _recalled.TryDequeue(out _))
        {
        }
    }

    /// <summary>The item with what is not written down yet.</summary>
    public TreeItem Over(TreeItem item) => item is Fact fact && _uses.TryGetValue(fact.Id, out var use) ? Add(fact, use) : item;

    public Fact Over(Fact fact) => (Fact)Over((TreeItem)fact);

    /// <summary>Takes up to so many entries out.</summary>
    public IReadOnlyList<KeyValuePair<string, Use>> Take(int limit)
    {
        var taken = new List<KeyValuePair<string, Use>>();
        foreach (var pair in _uses)
        {
            if (taken.Count == limit)
            {
                break;
            }

            if (_uses.TryRemove(pair.Key, out var use))
            {
                taken.Add(new(pair.Key, use));
            }
        }

        return taken;
    }

    /// <summary>Puts back what was taken and could not be written.</summary>
    public void Return(IReadOnlyList<KeyValuePair<string, Use>> taken)
    {
        foreach (var (id, use) in taken)
        {
            _uses.AddOrUpdate(id, use, (_, later) => new Use(later.Hits + use.Hits, later.Misses + use.Misses, later.LastAt ?? use.LastAt));
        }
    }

    public void Clear()
    {
        _uses.Clear();
        _recalled.Clear();
    }

    /// <summary>The fact with the use counted in; retrieved, it is remembered afresh.</summary>
    public static Fact Add(Fact fact, Use use) => fact with
    {
        HitCount = fact.HitCount + use.Hits,
        MissCount = fact.MissCount + use.Misses,
        LastRetrievedAt = use.LastAt ?? fact.LastRetrievedAt,
        RetentionStrength = use.Hits > 0 && fact.State == ItemState.Active ? 1 : fact.RetentionStrength,
    };

    public sealed record Use(int Hits, int Misses, DateTimeOffset? LastAt);
}
