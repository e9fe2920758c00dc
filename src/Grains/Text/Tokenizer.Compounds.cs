using System.Buffers;

namespace FencyGrid.Grains.Text;

internal static partial class Tokenizer
{
    /// <summary>Beyond so many characters an identifier or address is given in parts only.</summary>
    private const int MaxWhole = 512;

    private static readonly SearchValues<char> AddressEnds = SearchValues.Create(" \t\r\n\f\v\"<>`{}|\\^\u00A0。，、）」");
    private static readonly SearchValues<char> Numerals = SearchValues.Create("0123456789.,");

    /// <summary>
    /// Reads what starts at <paramref name="start"/> with a letter or digit and is held together by connectors, and returns where it ends:
    /// <c>max_connections</c>, <c>camelCase</c>, <c>foo.bar</c>, <c>v1.2.3</c>, <c>user's</c>, <c>1,000</c>, <c>name@host</c>, addresses with <c>://</c>.
    /// </summary>
    private static int Compound<TSink>(ReadOnlySpan<char> text, int start, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        var end = EndOfCompound(text, start);
        var rest = text[end..];
        if (rest.StartsWith("://") && CharTable.Classes[text[start]] == CharClass.Letter)
        {
            end = EndOfAddress(text, end + 3);
            Address(text[start..end], ref sink);
            return end;
        }

        var compound = text[start..end];
        Whole(compound, ref sink);
        Parts(compound, ref sink);
        if (rest.StartsWith("++") && (rest.Length == 2 || !IsWordChar(rest[2])))
        {
            Suffixed(compound, "++", ref sink);
            return end + 2;
        }

        if (rest.StartsWith("#") && compound.Length <= 2 && (rest.Length == 1 || !IsWordChar(rest[1])))
        {
            Suffixed(compound, "#", ref sink);
            return end + 1;
        }

        return end;
    }

    private static int EndOfCompound(ReadOnlySpan<char> text, int start)
    {
        var i = start + 1;
        while (i < text.Length)
        {
            var c = text[i];
            if (IsWordChar(c) || CharTable.Classes[c] == CharClass.Mark)
            {
                i++;
            }
            else if (IsConnector(c) && i + 1 < text.Length && IsWordChar(text[i + 1]) && Joins(text, start, i))
            {
                i += 2;
            }
            else if (c == '_' && i + 2 < text.Length && text[i + 1] == '_' && IsWordChar(text[i + 2]))
            {
                i += 2;
            }
            else
            {
                break;
            }
        }

        return i;
    }

    private static bool Joins(ReadOnlySpan<char> text, int start, int at) => text[at] switch
    {
        ':' => char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]),
        ',' => char.IsAsciiDigit(text[at - 1]) && at + 3 < text.Length
            && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2]) && char.IsAsciiDigit(text[at + 3])
            && (at + 4 >= text.Length || !char.IsAsciiDigit(text[at + 4])),
        '+' or '#' => text[start..at].Contains('@'),
        _ => true,
    };

    private static int EndOfAddress(ReadOnlySpan<char> text, int from)
    {
        var end = text[from..].IndexOfAny(AddressEnds);
        end = end < 0 ? text.Length : from + end;
        while (end > from && text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or ')' or ']' or '\'' or '*' or '/')
        {
            end--;
        }

        return end;
    }

    /// <summary>An address is found whole without its scheme, by its host and by its words.</summary>
    private static void Address<TSink>(ReadOnlySpan<char> address, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        var whole = address[(address.IndexOf("://") + 3)..];
        Folded(whole, TokenKind.Exact, ref sink);
        var i = 0;
        while (i < whole.Length)
        {
            if (!IsWordChar(whole[i]))
            {
                i++;
                continue;
            }

            var end = EndOfCompound(whole, i);
            if (end - i < whole.Length)
            {
                Whole(whole[i..end], ref sink);
            }

            Parts(whole[i..end], ref sink);
            i = end;
        }
    }

    /// <summary>Gives the compound as one token where people search for it as one.</summary>
    private static void Whole<TSink>(ReadOnlySpan<char> compound, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        if (compound.Length > MaxWhole)
        {
            return;
        }

        if (compound.ContainsAny('_', '.', '@'))
        {
            if (IsAcronym(compound))
            {
                Without(compound, '.', TokenKind.Exact, ref sink);
                return;
            }

            Folded(compound, TokenKind.Exact, ref sink);
            if (IsNumeric(compound) && compound[0] is 'v' or 'V')
            {
                Folded(compound[1..], TokenKind.Exact, ref sink);
            }
        }
        else if (compound.ContainsAny('-', '\u2010', '\u2011') || compound.Contains(':'))
        {
            if (compound.ContainsAnyInRange('0', '9'))
            {
                Folded(compound, TokenKind.Exact, ref sink);
            }
            else if (compound.Count('-') == 1)
            {
                // e-mail and email, pre-commit and precommit.
                Without(compound, '-', TokenKind.Word, ref sink);
            }
        }
        else if (compound.Contains(','))
        {
            Without(compound, ',', TokenKind.Exact, ref sink);
        }
    }

    private static void Parts<TSink>(ReadOnlySpan<char> compound, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        if ((compound.ContainsAny('.', ',') && IsNumeric(compound)) || IsAcronym(compound))
        {
            return;
        }

        var i = 0;
        while (i < compound.Length)
        {
            var end = i;
            while (end < compound.Length && (!IsConnector(compound[end]) || compound[end] is '\'' or '’'))
            {
                end++;
            }

            if (end > i)
            {
                Word(compound[i..end], ref sink);
            }

            i = end + 1;
        }
    }

    /// <summary>Digits and their punctuation, perhaps after a v: versions, amounts, section numbers.</summary>
    private static bool IsNumeric(ReadOnlySpan<char> compound)
    {
        var digits = compound[0] is 'v' or 'V' ? compound[1..] : compound;
        return digits.Length > 0 && digits.IndexOfAnyExcept(Numerals) < 0;
    }

    /// <summary>Single letters between dots: U.S, e.g.</summary>
    private static bool IsAcronym(ReadOnlySpan<char> compound)
    {
        for (var i = 0; i < compound.Length; i++)
        {
            if (i % 2 == 0 ? CharTable.Classes[compound[i]] != CharClass.Letter : compound[i] != '.')
            {
                return false;
            }
        }

        return compound.Length >= 3;
    }
}
