namespace FencyGrid.Grains.Extraction.Merging;

/// <summary>
/// The rule, on every write path, for when two statements say the same. They may differ in filler, order and inflection, and one may
/// have a word more; never in a number, date, name, tense or negation, and never by one word standing in another's place.
/// </summary>
public static class NearDuplicate
{
    /// <summary>Share of common content words (Jaccard) from which on a word more or less is filler.</summary>
    private const double SameWords = 0.8;

    /// <summary>Share of common neighbours (Dice over bigrams): below it the same words say something else.</summary>
    private const double SameOrder = 0.5;

    public static bool IsSame(string a, string b) =>
        string.Equals(a, b, StringComparison.Ordinal) || IsSame(StatementSignature.Of(a), StatementSignature.Of(b));

    internal static bool IsSame(StatementSignature a, StatementSignature b)
    {
        if (a.Guard != b.Guard)
        {
            return false;
        }

        if (a.Words.Length == 0 || b.Words.Length == 0)
        {
            return a.Words.Length == b.Words.Length;
        }

        // Words left over on both sides are one word in another's place: the one must hold all words of the other, so that what both
        // hold is the smaller and what either holds the larger.
        var (few, many) = a.Words.Length < b.Words.Length ? (a.Words, b.Words) : (b.Words, a.Words);
        return few.Length >= SameWords * many.Length && HoldsAll(many, few) && Order(a.Content, b.Content) >= SameOrder && NamesInOrder(a, b);
    }

    private static bool HoldsAll(string[] many, string[] few)
    {
        var next = 0;
        foreach (var word in few)
        {
            int order;
            do
            {
                if (many.Length - next == 0)
                {
                    return false;
                }

                order = string.CompareOrdinal(many[next++], word);
            }
            while (order < 0);
            if (order > 0)
            {
                return false;
            }
        }

        return true;
    }

    // Who did what to whom: names may not change places.
    private static bool NamesInOrder(StatementSignature a, StatementSignature b)
    {
        bool IsName(string word) => a.Names.Contains(word) || b.Names.Contains(word);
        return a.Content.Where(IsName).SequenceEqual(b.Content.Where(IsName), StringComparer.Ordinal);
    }

    private static double Order(string[] a, string[] b)
    {
        if (a.Length < 2 || b.Length < 2)
        {
            return 1;
        }

        var pairs = new HashSet<(string, string)>();
        for (var i = 1; i < a.Length; i++)
        {
            pairs.Add((a[i - 1], a[i]));
        }

        var others = new HashSet<(string, string)>();
        for (var i = 1; i < b.Length; i++)
        {
            others.Add((b[i - 1], b[i]));
        }

        return 2.0 * pairs.Count(others.Contains) / (pairs.Count + others.Count);
    }
}
