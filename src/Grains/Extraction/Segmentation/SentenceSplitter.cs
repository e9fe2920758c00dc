using System.Collections.Frozen;

namespace FencyGrid.Grains.Extraction.Segmentation;

/// <summary>
/// Cuts text into sentences in one pass. Abbreviations, initials, decimals, addresses, ellipses and quoted sentences do not end one;
/// line ends and emoji between sentences do.
/// </summary>
internal static class SentenceSplitter
{
    private const int LongestQuote = 300;

    // A run without any end is cut at a space, so that one fact stays readable and every later stage is bounded.
    private const int LongestSentence = 1_200;

    private static readonly FrozenSet<string> Abbreviations = new[]
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "vs", "e.g", "i.e", "approx", "inc", "ltd", "co", "mt", "ave", "gen", "rev",
        "sgt", "capt", "u.s", "u.k", "fig", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "no",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The spans of the sentences within a stretch of text, trimmed, none empty.</summary>
    public static List<Range> Split(string text, int from, int to)
    {
        var sentences = new List<Range>();
        var start = from;
        var quoteEnd = -1;
        for (var i = from; i < to; i++)
        {
            var c = text[i];
            if (c is '\n' or '\r')
            {
                Add(sentences, text, start, i);
                start = i + 1;
                quoteEnd = -1;
            }
            else if (c == '"' && i > quoteEnd)
            {
                // Inside a quotation nothing ends the sentence that quotes.
                var close = text.IndexOf('"', i + 1, Math.Min(LongestQuote, to - i - 1));
                quoteEnd = close;
            }
            else if (c is '.' or '!' or '?' or '\u2026')
            {
                var end = i + 1;
                while (end < to && text[end] is '.' or '!' or '?' or '\u2026')
                {
                    end++;
                }

                while (end < to && text[end] is '"' or ')' or '\'' or ']' or '*')
                {
                    end++;
                }

                if (EndsSentence(text, from, to, i, end, Math.Min(quoteEnd, to)))
                {
                    Add(sentences, text, start, end);
                    start = end;
                }

                i = end - 1;
            }
            else if (IsEmoji(text, i) && EmojiEnds(text, i, to, out var after))
            {
                Add(sentences, text, start, after);
                start = after;
                i = after - 1;
            }
        }

        Add(sentences, text, start, to);
        return sentences;
    }

    private static bool EndsSentence(string text, int from, int to, int at, int end, int quoteEnd)
    {
        if (at < quoteEnd && end <= quoteEnd)
        {
            return false;
        }

        if (end >= to)
        {
            return true;
        }

        var next = text[end];
        if (!char.IsWhiteSpace(next) && !IsEmoji(text, end))
        {
            // "great.We went": a forgotten space, not a file name or an address.
            return char.IsUpper(next) && text[at] != '.' || (char.IsUpper(next) && at >= from + 3 && char.IsLower(text[at - 1]) && char.IsLower(text[at - 2])
                && end + 1 < to && char.IsLower(text[end + 1]) && !InAddress(text, from, at));
        }

        var following = end;
        while (following < to && text[following] is ' ' or '"' or '(' or '\'' or '*')
        {
            following++;
        }

        // An ellipsis, or a quoted sentence's mark, before a small letter goes on.
        if (following < to && char.IsLower(text[following]) && (end - at > 1 || text[at] == '\u2026'))
        {
            return false;
        }

        return text[at] != '.' || end - at > 1 || !IsAbbreviation(text, from, at, following < to ? text[following] : '\0');
    }

    private static bool IsAbbreviation(string text, int from, int dot, char following)
    {
        var start = dot;
        while (start > from && (char.IsLetter(text[start - 1]) || text[start - 1] == '.'))
        {
            start--;
        }

        var word = text[start..dot];
        if (word.Length == 0)
        {
            // A list number at the start of a line: "1. Buy milk".
            return dot > from && char.IsAsciiDigit(text[dot - 1]) && (dot - 2 < from || !char.IsLetterOrDigit(text[dot - 2])) && LineStart(text, from, dot - 1);
        }

        if (word.Length == 1 && char.IsUpper(word[0]) && word != "I")
        {
            return true;
        }

        var lower = word.ToLowerInvariant();
        if (lower is "a.m" or "p.m" or "etc" or "inc" or "co" or "no" or "u.s" or "u.k" or "jr" or "sr")
        {
            return lower is "no" ? char.IsAsciiDigit(following) : !char.IsUpper(following);
        }

        return Abbreviations.Contains(lower) && (lower is not ("mar" or "jan" or "sep" or "dec" or "oct" or "nov" or "aug" or "apr" or "feb" or "jun" or "jul" or "sept" or "gen" or "fig")
            || char.IsAsciiDigit(following) || char.IsLower(following));
    }

    private static bool LineStart(string text, int from, int at)
    {
        while (at > from && text[at - 1] is ' ' or '\t')
        {
            at--;
        }

        return at == from || text[at - 1] is '\n' or '\r';
    }

    private static bool InAddress(string text, int from, int at)
    {
        for (var i = at - 1; i >= from && !char.IsWhiteSpace(text[i]); i--)
        {
            if (text[i] is '@' or '/' or '.')
            {
                return true;
            }
        }

        return false;
    }

    internal static bool IsEmoji(string text, int i)
    {
        var c = text[i];
        return char.IsSurrogate(c) || c is >= '\u2600' and <= '\u27bf' or '\u2b50' or '\u2764' or '\ufe0f' or '\u200d';
    }

    private static bool EmojiEnds(string text, int i, int to, out int after)
    {
        after = i;
        while (after < to && IsEmoji(text, after))
        {
            after++;
        }

        var next = after;
        while (next < to && text[next] == ' ')
        {
            next++;
        }

        return next < to && next > after && char.IsUpper(text[next]);
    }

    private static void Add(List<Range> sentences, string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        while (end - start > LongestSentence)
        {
            var space = text.LastIndexOf(' ', start + LongestSentence, LongestSentence / 2);
            var cut = space > start ? space : start + LongestSentence;
            sentences.Add(start..cut);
            start = cut;
            while (start < end && char.IsWhiteSpace(text[start]))
            {
                start++;
            }
        }

        if (end > start)
        {
            sentences.Add(start..end);
        }
    }
}
