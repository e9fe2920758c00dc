using System.Text;

namespace FencyGrid.Grains.Extraction;

/// <summary>Splits text into words in one pass: apostrophes, hyphens and the points of numbers stay inside a word.</summary>
internal static class WordScanner
{
    public static List<Word> Scan(string text)
    {
        var words = new List<Word>(text.Length / 5 + 1);
        var afterBreak = false;
        var i = 0;
        while (i < text.Length)
        {
            var c = text[i];
            if (!StartsWord(text, i))
            {
                // A hyphen within spaces is a dash; inside a word it never comes here.
                afterBreak |= c is ',' or ';' or ':' or '(' or ')' or '"' or '\u2014' or '\u2013' or '-' or '.' or '!' or '?';
                i++;
                continue;
            }

            var start = i++;
            while (i < text.Length && Continues(text, i))
            {
                i++;
            }

            var word = text[start..i];
            words.Add(new Word(word, word.ToLowerInvariant(), start, afterBreak));
            afterBreak = false;
        }

        return words;
    }

    /// <summary>Typographic quotes made plain, character for character, so that places in the text stay true.</summary>
    public static string Plain(string text)
    {
        if (text.AsSpan().IndexOfAny("\u2018\u2019\u201c\u201d\u00a0") < 0)
        {
            return text;
        }

        return new StringBuilder(text)
            .Replace('\u2018', '\'').Replace('\u2019', '\'')
            .Replace('\u201c', '"').Replace('\u201d', '"')
            .Replace('\u00a0', ' ').ToString();
    }

    private static bool StartsWord(string text, int i) =>
        char.IsLetterOrDigit(text[i])
        || (text[i] is '@' or '#' or '$' or '\u20ac' or '\u00a3' && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1]));

    private static bool Continues(string text, int i)
    {
        var c = text[i];
        if (char.IsLetterOrDigit(c) || c == '_' || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark)
        {
            return true;
        }

        var next = i + 1 < text.Length ? text[i + 1] : ' ';
        return c switch
        {
            '\'' or '-' or '&' or '@' => char.IsLetterOrDigit(next),
            '.' or ',' or ':' or '/' => char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(next),
            '%' => char.IsAsciiDigit(text[i - 1]),
            _ => false,
        };
    }
}
