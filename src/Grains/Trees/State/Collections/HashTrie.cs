namespace FencyGrid.Grains.Trees.State.Collections;

/// <summary>
/// Values under 64-bit hashes, immutable: a change copies one leaf and the way to it. Leaves are arrays of just what they hold, since most
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

    public HashTrie<TValue> Set(ulong hash, TValue value)
    {
        var added = 0;
        return new(Set(_root, new Entry(hash, value), 0, ref added), Count + added);
    }

    public HashTrie<TValue> Remove(ulong hash) => Find(hash) is null ? this : new(Without(_root, hash, 0), Count - 1);

    private static object Set(object? node, Entry entry, int shift, ref int added)
    {
        if (node is object?[] branch)
        {
            var copy = branch.AsSpan().ToArray();
            ref var way = ref copy[(entry.Hash >> shift) & (Ways - 1)];
            way = Set(way, entry, shift + WayBits, ref added);
            return copy;
        }

        var leaf = (Entry[]?)node ?? [];
        var at = Array.FindIndex(leaf, other => other.Hash == entry.Hash);
        if (at >= 0)
        {
            var copy = leaf.AsSpan().ToArray();
            copy[at] = entry;
            return copy;
        }

        added = 1;
        Entry[] grown = [.. leaf, entry];
        return grown.Length <= MostInLeaf ? grown : Split(grown, shift);
    }

    private static object?[] Split(Entry[] entries, int shift)
    {
        var branch = new object?[Ways];
        foreach (var ways in entries.GroupBy(entry => (entry.Hash >> shift) & (Ways - 1)))
        {
            Entry[] leaf = [.. ways];
            branch[ways.Key] = leaf.Length > MostInLeaf ? Split(leaf, shift + WayBits) : leaf;
        }

        return branch;
    }

    private static object? Without(object? node, ulong hash, int shift)
    {
        if (node is object?[] branch)
        {
            var copy = branch.AsSpan().ToArray();
            ref var way = ref copy[(hash >> shift) & (Ways - 1)];
            way = Without(way, hash, shift + WayBits);
            return Array.TrueForAll(copy, child => child is null) ? null : copy;
        }

        Entry[] rest = [.. ((Entry[])node!).Where(entry => entry.Hash != hash)];
        return rest.Length == 0 ? null : rest;
    }

    private static IEnumerable<TValue> Walk(object? node) => node switch
    {
        Entry[] leaf => leaf.Select(entry => entry.Value),
        object?[] branch => branch.SelectMany(Walk),
        _ => [],
    };

    private readonly record struct Entry(ulong Hash, TValue Value);
}
