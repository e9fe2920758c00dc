namespace FencyGrid.Grains.Trees.State.Collections;

/// <summary>
/// Values under 64-bit hashes, immutable: a change copies its leaf and the way to it. Leaves are arrays of just what they hold, since most
/// trees hold little and there are many. Whoever looks a value up by the hash of something longer checks that it is meant.
/// </summary>
public sealed class HashTrie<TValue>
    where TValue : class
{
    private const int MostInLeaf = 24;
    private const int Ways = 4;
    private const int WayBits = 2;

    // An Entry[], an object[] of the nodes for the next two bits, or null where there is nothing.
    private readonly object? _root;

    public HashTrie()
    {
    }

    private HashTrie(object? root, int count) => (_root, Count) = (root, count);

    public int Count { get; }

    /// <summary>In no particular order.</summary>
    public IEnumerable<TValue> Values => Walk(_root);

    public TValue? Find(ulong hash)
    {
        var node = _root;
        for (var rest = hash; node is object?[] branch; rest >>= WayBits)
        {
            node = branch[rest & (Ways - 1)];
        }

        if (node is Entry[] leaf)
        {
            foreach (ref readonly var entry in leaf.AsSpan())
            {
                if (entry.Hash == hash)
                {
                    return entry.Value;
                }
            }
        }

        return null;
    }

    /// <summary>With these values in place of what was under their hashes; nothing where the value is null. All at once, which costs less than one by one.</summary>
    public HashTrie<TValue> With(IReadOnlyCollection<KeyValuePair<ulong, TValue?>> changes)
    {
        if (changes.Count == 0)
        {
            return this;
        }

        Change[] each = [.. changes.Select(change => new Change(change.Key, change.Value))];
        var difference = 0;
        return new(With(_root, each, 0, ref difference), Count + difference);
    }

    private static object? With(object? node, ReadOnlySpan<Change> changes, int shift, ref int difference)
    {
        if (changes.Length == 0)
        {
            return node;
        }

        var leaf = node as Entry[] ?? [];
        if (node is not object?[] && leaf.Length + changes.Length <= MostInLeaf)
        {
            return Merge(leaf, changes, ref difference);
        }

        var branch = node is object?[] known ? known.AsSpan().ToArray() : Split(leaf, shift);
        var ordered = new Change[changes.Length];
        var end = 0;
        for (var way = 0; way < Ways; way++)
        {
            var start = end;
            foreach (var change in changes)
            {
                if (Way(change.Hash, shift) == way)
                {
                    ordered[end++] = change;
                }
            }

            branch[way] = With(branch[way], ordered.AsSpan(start..end), shift + WayBits, ref difference);
        }

        return Array.TrueForAll(branch, child => child is null) ? null : branch;
    }

    private static Entry[]? Merge(Entry[] leaf, ReadOnlySpan<Change> changes, ref int difference)
    {
        var merged = new List<Entry>(leaf.Length + changes.Length);
        foreach (var entry in leaf)
        {
            if (!Any(changes, entry.Hash))
            {
                merged.Add(entry);
            }
        }

        foreach (var change in changes)
        {
            if (change.Value is not null)
            {
                merged.Add(new Entry(change.Hash, change.Value));
            }
        }

        difference += merged.Count - leaf.Length;
        return merged.Count == 0 ? null : [.. merged];
    }

    private static bool Any(ReadOnlySpan<Change> changes, ulong hash)
    {
        foreach (var change in changes)
        {
            if (change.Hash == hash)
            {
                return true;
            }
        }

        return false;
    }

    private static object?[] Split(Entry[] leaf, int shift)
    {
        var branch = new object?[Ways];
        foreach (var ways in leaf.GroupBy(entry => Way(entry.Hash, shift)))
        {
            branch[ways.Key] = ways.ToArray();
        }

        return branch;
    }

    private static int Way(ulong hash, int shift) => (int)(hash >> shift) & (Ways - 1);

    private static IEnumerable<TValue> Walk(object? node) => node switch
    {
        Entry[] leaf => leaf.Select(entry => entry.Value),
        object?[] branch => branch.SelectMany(Walk),
        _ => [],
    };

    private readonly record struct Entry(ulong Hash, TValue Value);

    private readonly record struct Change(ulong Hash, TValue? Value);
}
