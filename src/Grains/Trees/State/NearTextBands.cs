namespace FencyGrid.Grains.Trees.State;

/// <summary>
/// Keys that texts of nearly the same words very likely share, so that a near-duplicate is looked for among a few facts rather than all:
/// min-wise hashing (Broder, 1997) of the set of words, in two bands of two. At nine words of ten in common (Jaccard 0.9) two texts share
/// a band with a probability of 0.96; at two of ten, of 0.08.
/// </summary>
public static class NearTextBands
{
    private const int Bands = 2;
    private const int Rows = 2;

    public static IReadOnlyList<ulong> Of(string text)
    {
        Span<ulong> smallest = stackalloc ulong[Bands * Rows];
        smallest.Fill(ulong.MaxValue);
        var words = 0;
        var normal = ClaimText.Normalize(text);
        foreach (var range in normal.AsSpan().Split(' '))
        {
            var word = normal.AsSpan(range);
            if (word.Length == 0 || (word.Length < 3 && !char.IsAsciiDigit(word[0])))
            {
                continue;
            }

            words++;
            var hash = Word(word);
            for (var i = 0; i < smallest.Length; i++)
            {
                smallest[i] = Math.Min(smallest[i], Mix(hash, i));
            }
        }

        if (words == 0)
        {
            return [];
        }

        var bands = new ulong[Bands];
        for (var band = 0; band < Bands; band++)
        {
            bands[band] = Mix(smallest[band * Rows] ^ (smallest[(band * Rows) + 1] * 31), 100 + band);
        }

        return bands;
    }

    // A plural or inflected ending makes no other word here: candidates are compared in full afterwards.
    private static ulong Word(ReadOnlySpan<char> word)
    {
        var stem = word.Length > 4 && word[^1] == 's' ? word[..^1] : word;
        var hash = 14695981039346656037UL;
        foreach (var c in stem)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }

    // The finalizer of SplitMix64 (Steele, Lea, Flood, 2014), seeded.
    private static ulong Mix(ulong value, int seed)
    {
        value += 0x9E3779B97F4A7C15UL * (ulong)(seed + 1);
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
