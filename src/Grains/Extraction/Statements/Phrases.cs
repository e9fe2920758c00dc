using FencyGrid.Grains.Extraction.Grammar;
using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Grains.Extraction.Statements;

/// <summary>Cuts the phrase that a value consists of out of a sentence.</summary>
internal static class Phrases
{
    private const int MaxWords = 8;

    /// <summary>
    /// The words from <paramref name="from"/> up to a comma, a conjunction, a new clause or a date; null when none is left.
    /// <paramref name="place"/> stops at every further preposition as well.
    /// </summary>
    public static string? Value(string core, List<Word> words, int from, IReadOnlyList<TemporalExpression> times, bool place = false)
    {
        while (from < words.Count && words[from].Lower is "a" or "an" or "the" or "my" or "our" or "currently" or "now" or "to" or "just" or "really" or "some" or "this" or "that" or "these" or "those" or "it" or "them" or "you" or "all")
        {
            from++;
        }

        var end = from;
        for (; end < words.Count && end - from < MaxWords; end++)
        {
            var word = words[end];
            if ((word.AfterBreak && end > from && !ContinuesPlace(core, words, end)) || Ends(word.Lower) || (place && end > from && word.Lower is "these" or "this" or "right" or "now" or "last" or "next") || (place && end > from && FunctionWords.Prepositions.Contains(word.Lower) && word.Lower is not "of" and not "near")
                || times.Any(t => word.Start >= t.Start && word.Start < t.End))
            {
                break;
            }
        }

        while (end > from && words[end - 1].Lower is "now" or "too" or "and" or "or" or "already" or "again" or "anymore" or "though" or "currently" or "well" or "so" or "a" or "the")
        {
            end--;
        }

        return end > from ? core[words[from].Start..words[end - 1].End] : null;
    }

    private static bool Ends(string word) =>
        word is "and" or "but" or "because" or "so" or "since" or "when" or "while" or "which" or "who" or "that" or "if" or "after" or "before" or "for" or "as"
            or "where" or "though" or "although" or "until" or "with" or "i" or "we" or "he" or "she" or "it" or "i'm" or "it's";

    // "Oslo, Norway" is one place.
    private static bool ContinuesPlace(string core, List<Word> words, int i) =>
        words[i].IsCapitalised && words[i - 1].IsCapitalised && words[i].Text != "I" && core[words[i - 1].End..words[i].Start] == ", "
        && (i + 1 >= words.Count || words[i + 1].AfterBreak || !words[i + 1].IsCapitalised);
}
