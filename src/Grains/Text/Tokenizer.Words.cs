namespace FencyGrid.Grains.Text;

internal static partial class Tokenizer
{
    /// <summary>One word of letters and digits, perhaps with apostrophes: whole, then the humps of camelCase, or the letters before a number.</summary>
    private static void Word<TSink>(ReadOnlySpan<char> word, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        var digits = word.ContainsAnyInRange('0', '9');
        var apostrophe = word.IndexOfAny('\'', '’');
        if (apostrophe == 1 && word.Length > 3 && !digits)
        {
            // O'Brien, l'eau: with the particle and without.
            Folded(word, TokenKind.Word, ref sink);
            Folded(word[2..], TokenKind.Part, ref sink);
            return;
        }

        Folded(word, digits ? TokenKind.Exact : TokenKind.Word, ref sink);
        if (apostrophe >= 0)
        {
            return;
        }

        var start = 0;
        for (var i = 1; i <= word.Length; i++)
        {
            if (i < word.Length && !IsHump(word, i))
            {
                continue;
            }

            // A lone letter says nothing, and a part that is the whole word was given already.
            if (i - start > 1 && (i - start < word.Length || digits))
            {
                HumpOf(word[start..i], ref sink);
            }

            start = i;
        }
    }

    private static void HumpOf<TSink>(ReadOnlySpan<char> hump, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        var digit = hump.IndexOfAnyInRange('0', '9');
        if (digit < 0)
        {
            Folded(hump, TokenKind.Part, ref sink);
        }
        else if (digit >= 3)
        {
            // utf8, python3.
            Folded(hump[..digit], TokenKind.Part, ref sink);
        }
    }

    /// <summary>fooBar before B, and HTTPServer before S.</summary>
    private static bool IsHump(ReadOnlySpan<char> word, int at) =>
        char.IsUpper(word[at])
        && (char.IsLower(word[at - 1]) || (at + 1 < word.Length && char.IsUpper(word[at - 1]) && char.IsLower(word[at + 1])));

    private static void Suffixed<TSink>(ReadOnlySpan<char> word, ReadOnlySpan<char> suffix, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        Span<char> buffer = stackalloc char[MaxWord + 2];
        var length = Fold(word, buffer[..MaxWord], '\0');
        suffix.CopyTo(buffer[length..]);
        sink.Add(buffer[..(length + suffix.Length)], TokenKind.Exact);
    }

    private static void Folded<TSink>(ReadOnlySpan<char> word, TokenKind kind, ref TSink sink)
        where TSink : struct, ITokenSink => Without(word, '\0', kind, ref sink);

    private static void Without<TSink>(ReadOnlySpan<char> word, char dropped, TokenKind kind, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        Span<char> buffer = stackalloc char[MaxWord];
        var length = Fold(word, buffer, dropped);
        if (length > 0)
        {
            sink.Add(buffer[..length], kind);
        }
    }

    private static int Fold(ReadOnlySpan<char> word, Span<char> buffer, char dropped)
    {
        var length = 0;
        foreach (var c in word)
        {
            if (length + 3 > buffer.Length)
            {
                break;
            }

            var fold = CharTable.Folded[c];
            if (fold == CharTable.Expands)
            {
                var expansion = CharTable.Expand(c);
                expansion.CopyTo(buffer[length..]);
                length += expansion.Length;
            }
            else if (c != dropped && CharTable.Classes[c] != CharClass.Mark)
            {
                buffer[length++] = fold switch
                {
                    '’' => '\'',
                    '\u2010' or '\u2011' => '-',
                    _ => fold,
                };
            }
        }

        return length;
    }
}
