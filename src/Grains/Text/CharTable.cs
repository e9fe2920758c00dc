using System.Globalization;

namespace FencyGrid.Grains.Text;

internal enum CharClass : byte
{
    Separator,
    Letter,
    Digit,

    /// <summary>Belongs to the word it stands in but leaves nothing in the term: combining marks, soft hyphens, joiners.</summary>
    Mark,

    /// <summary>A script written without spaces between words; indexed by bigrams.</summary>
    Unspaced,

    /// <summary>Half of a surrogate pair.</summary>
    Surrogate,
}

/// <summary>Class and folded form of every UTF-16 code unit, so that reading text is two array look-ups per character.</summary>
internal static class CharTable
{
    /// <summary>In <see cref="Folded"/>: the character reads as several; see <see cref="Expand"/>.</summary>
    internal const char Expands = '\uFFFF';

    internal static readonly CharClass[] Classes = BuildClasses();

    /// <summary>Lower case without diacritics.</summary>
    internal static readonly char[] Folded = BuildFolded();

    internal static string Expand(char c) => c switch
    {
        'ß' or 'ẞ' => "ss",
        'æ' or 'Æ' => "ae",
        'œ' or 'Œ' => "oe",
        'þ' or 'Þ' => "th",
        'ĳ' or 'Ĳ' => "ij",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' or 'ﬆ' => "st",
        _ => string.Empty,
    };

    private static CharClass[] BuildClasses()
    {
        var classes = new CharClass[char.MaxValue + 1];
        for (var i = 0; i <= char.MaxValue; i++)
        {
            var c = (char)i;
            classes[i] = char.IsSurrogate(c) ? CharClass.Surrogate
                : IsUnspaced(c) ? CharClass.Unspaced
                : IsFoldedMark(c) ? CharClass.Mark
                : char.GetUnicodeCategory(c) switch
                {
                    UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => CharClass.Letter,
                    UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber => CharClass.Digit,
                    UnicodeCategory.OtherNumber => c is '²' or '³' or '¹' ? CharClass.Digit : CharClass.Separator,
                    UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => CharClass.Letter,
                    _ => CharClass.Separator,
                };
        }

        return classes;
    }

    /// <summary>Han, kana, bopomofo, Hangul (particles cling to the word), Thai, Lao, Myanmar, Khmer.</summary>
    private static bool IsUnspaced(char c) => c switch
    {
        >= '\u0E01' and <= '\u0E4E' => true,
        >= '\u0E81' and <= '\u0ECD' => true,
        >= '\u1000' and <= '\u103F' => true,
        >= '\u1780' and <= '\u17D3' => true,
        >= '\u3041' and <= '\u3096' => true,
        >= '\u30A1' and <= '\u30FA' or '\u30FC' or '々' => true,
        >= '\u3105' and <= '\u312F' => true,
        >= '\u31F0' and <= '\u31FF' => true,
        >= '\u3400' and <= '\u4DBF' => true,
        >= '\u4E00' and <= '\u9FFF' => true,
        >= '\uAC00' and <= '\uD7A3' => true,
        >= '\uF900' and <= '\uFAFF' => true,
        >= '\uFF66' and <= '\uFF9D' => true,
        _ => false,
    };

    /// <summary>Diacritics of Latin, Greek and Cyrillic, Hebrew and Arabic vowel points, soft hyphen and joiners.</summary>
    private static bool IsFoldedMark(char c) => c switch
    {
        >= '\u0300' and <= '\u036F' => true,
        >= '\u0591' and <= '\u05BD' => true,
        >= '\u064B' and <= '\u065F' or '\u0670' or '\u0640' => true,
        >= '\u1AB0' and <= '\u1AFF' => true,
        >= '\u1DC0' and <= '\u1DFF' => true,
        >= '\u20D0' and <= '\u20FF' => true,
        >= '\uFE00' and <= '\uFE0F' => true,
        >= '\uFE20' and <= '\uFE2F' => true,
        '\u00AD' or '\u200C' or '\u200D' or '\u2060' => true,
        _ => false,
    };

    private static char[] BuildFolded()
    {
        var folded = new char[char.MaxValue + 1];
        for (var i = 0; i <= char.MaxValue; i++)
        {
            folded[i] = char.ToLowerInvariant((char)i);
        }

        for (var c = '！'; c <= '～'; c++)
        {
            folded[c] = char.ToLowerInvariant((char)(c - '！' + '!'));
        }

        var plain = new Dictionary<char, char>();
        foreach (var row in FoldTable.Rows)
        {
            foreach (var variant in row.AsSpan(1))
            {
                plain[variant] = row[0];
            }
        }

        for (var i = 0; i <= char.MaxValue; i++)
        {
            if (Expand((char)i).Length > 0)
            {
                folded[i] = Expands;
            }
            else if (plain.TryGetValue(folded[i], out var to))
            {
                folded[i] = to;
            }
        }

        return folded;
    }
}
