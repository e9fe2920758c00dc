using System.Collections;

namespace FencyGrid.Grains.Trees.State.Collections;

/// <summary>
/// Places of items from the oldest to the youngest, immutable. Kept in short arrays of just what they hold: a change copies one of them and
/// the list of them.
/// </summary>
public sealed class OrderedItems : IReadOnlyList<ItemOrder>
{
    private const int MostInRun = 64;

    private static readonly Comparer<ItemOrder> ByAge = Comparer<ItemOrder>.Create(static (one, other) => one.CompareTo(other));

    private readonly ItemOrder[][] _runs;

    private OrderedItems(ItemOrder[][] runs, int count) => (_runs, Count) = (runs, count);

    public static OrderedItems Empty { get; } = new([], 0);

    public int Count { get; }

    public bool IsEmpty => Count == 0;

    public ItemOrder this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);

            // The youngest are asked for most.
            var start = Count;
            for (var run = _runs.Length - 1; ; run--)
            {
                start -= _runs[run].Length;
                if (index >= start)
                {
                    return _runs[run][index - start];
                }
            }
        }
    }

    /// <summary>Those places, in any order, each once.</summary>
    public static OrderedItems Of(IEnumerable<ItemOrder> items)
    {
        ItemOrder[] sorted = [.. items.Order(ByAge)];
        return new([.. sorted.Chunk(MostInRun)], sorted.Length);
    }

    /// <summary>With that place, if it is not there.</summary>
    public OrderedItems Add(ItemOrder item)
    {
        if (_runs is [] || item.CompareTo(_runs[^1][^1]) > 0)
        {
            return _runs is [.., { Length: < MostInRun } last] ? new([.. _runs[..^1], [.. last, item]], Count + 1) : new([.. _runs, [item]], Count + 1);
        }

        var (run, at) = Find(item);
        if (at >= 0)
        {
            return this;
        }

        ItemOrder[] grown = [.. _runs[run][..~at], item, .. _runs[run][~at..]];
        ItemOrder[][] parts = grown.Length <= MostInRun ? [grown] : [grown[..(MostInRun / 2)], grown[(MostInRun / 2)..]];
        return new([.. _runs[..run], .. parts, .. _runs[(run + 1)..]], Count + 1);
    }

    public OrderedItems Remove(ItemOrder item)
    {
        var (run, at) = Find(item);
        if (at < 0)
        {
            return this;
        }

        ItemOrder[] rest = [.. _runs[run][..at], .. _runs[run][(at + 1)..]];
        return new(rest.Length == 0 ? [.. _runs[..run], .. _runs[(run + 1)..]] : [.. _runs[..run], rest, .. _runs[(run + 1)..]], Count - 1);
    }

    public bool Contains(ItemOrder item) => Find(item).At >= 0;

    /// <summary>The place's index; where it is not there, the complement of the index it would have.</summary>
    public int IndexOf(ItemOrder item)
    {
        var (run, at) = Find(item);
        var before = 0;
        for (var i = 0; i < run; i++)
        {
            before += _runs[i].Length;
        }

        return at >= 0 ? before + at : ~(before + ~at);
    }

    public IEnumerable<ItemOrder> FromYoungest()
    {
        for (var run = _runs.Length - 1; run >= 0; run--)
        {
            for (var at = _runs[run].Length - 1; at >= 0; at--)
            {
                yield return _runs[run][at];
            }
        }
    }

    public IEnumerator<ItemOrder> GetEnumerator() => _runs.SelectMany(run => run).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // The run that the place lies in, or would, and its index there as binary search gives it.
    private (int Run, int At) Find(ItemOrder item)
    {
        var (low, high) = (0, _runs.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _runs[middle][^1].CompareTo(item) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low == _runs.Length ? (low, ~0) : (low, Array.BinarySearch(_runs[low], item, ByAge));
    }
}
