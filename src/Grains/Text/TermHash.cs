namespace FencyGrid.Grains.Text;

/// <summary>
/// The 32 bits that stand for a term in index entries and indexes: FNV-1a of 64 bits over its UTF-16 units, mixed down. Stored, so it must
/// never change. At a vocabulary of 200,000 terms about five pairs share a value, which costs those terms a little precision.
/// </summary>
internal static class TermHash
{
    internal static uint Of(ReadOnlySpan<char> term) => Mix(Wide(term));

    internal static ulong Wide(ReadOnlySpan<char> term)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in term)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }

    private static uint Mix(ulong hash)
    {
        hash ^= hash >> 32;
        hash *= 0x9E3779B97F4A7C15UL;
        return (uint)(hash >> 32);
    }
}
