using FencyGrid.Grains.Extraction.Grammar;

namespace FencyGrid.Grains.Extraction.Filtering;

/// <summary>Cuts off trailing parts that only comment: "..., and it was so much fun", "- it's been amazing".</summary>
internal static class TailTrimmer
{
    private const int LeastKept = 16;

    public static string Trim(string core)
    {
        while (true)
        {
            var cut = LastBreak(core);
            if (cut < LeastKept || !OnlyComments(core[cut..]))
            {
                return core;
            }

            core = core[..cut].TrimEnd(' ', ',', ';', '-', '\u2014', '\u2013', '.', '!');
        }
    }

    private static int LastBreak(string core)
    {
        for (var i = core.Length - 1; i > 0; i--)
        {
            if (core[i] is ',' or ';' or '!' or '\u2014' or '\u2013' || (core[i] == '-' && core[i - 1] == ' '))
            {
                return i;
            }

            // "and it was great": a clause of its own without a comma.
            if (core[i] == ' ' && (Starts(core, i, " and it was ") || Starts(core, i, " and it's ") || Starts(core, i, " and it is ") || Starts(core, i, " and that's ") || Starts(core, i, " but it's ")
                || Starts(core, i, " and they're ") || Starts(core, i, " and it ")))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Starts(string core, int at, string opening) => core.AsSpan(at).StartsWith(opening, StringComparison.OrdinalIgnoreCase);

    // A name, a number or any word with content makes it more than a comment; a lone word may end a list.
    private static bool OnlyComments(string tail)
    {
        var words = WordScanner.Scan(tail);
        return words.Count > 1 && words.TrueForAll(w => !w.IsNumber && !(w.IsCapitalised && w.Text.Length > 1 && !FunctionWords.Stop.Contains(w.Lower))
            && (!ContentWords.IsContent(w.Lower) || Feelings.ValenceLexicon.TryGet(w.Lower, out _)))
            && words.Exists(w => w.Lower is "it" or "it's" or "that" or "that's" or "they're" or "so" or "this" or "which" or "you" or "just" or "was" or "is");
    }
}
