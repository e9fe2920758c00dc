namespace FencyGrid.Grains.Text;

/// <summary>
/// Cuts text into tokens: words, numbers, identifiers and addresses (whole and in parts), bigrams of scripts without spaces.
/// Plain words, nearly all of a text, take the short path in <see cref="Scan"/>; the rest goes through <see cref="Compound{TSink}"/>.
/// </summary>
internal static partial class Tokenizer
{
    /// <summary>A longer word counts by its beginning, so that a blob of base64 costs no more than a word.</summary>
    internal const int MaxWord = 256;

    internal static void Scan<TSink>(ReadOnlySpan<char> text, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        var classes = CharTable.Classes;
        var folded = CharTable.Folded;
        Span<char> word = stackalloc char[MaxWord];
        var i = 0;
        while (i < text.Length)
        {
            switch (classes[text[i]])
            {
                case CharClass.Letter:
                    var start = i;
                    var length = 0;
                    var capitals = 0;
                    char next = '\0';
                    var plain = true;
                    for (; i < text.Length; i++)
                    {
                        next = text[i];
                        var fold = folded[next];
                        if (classes[next] != CharClass.Letter)
                        {
                            break;
                        }

                        if (fold == CharTable.Expands || length == MaxWord)
                        {
                            plain = false;
                            break;
                        }

                        // A capital inside the word may be camelCase; one at its head is only a sentence's or a name's.
                        capitals += fold != next && length > 0 && next <= 'Z' ? 1 : 0;
                        word[length++] = fold;
                    }

                    if (plain && (i == text.Length || !ContinuesWord(text, i)) && (capitals == 0 || capitals == length - 1))
                    {
                        sink.Add(word[..length], TokenKind.Word);
                    }
                    else
                    {
                        i = Compound(text, start, ref sink);
                    }

                    break;
                case CharClass.Digit:
                    i = Compound(text, i, ref sink);
                    break;
                case CharClass.Unspaced:
                    i = Unspaced(text, i, ref sink);
                    break;
                case CharClass.Surrogate:
                    i = Surrogates(text, i, ref sink);
                    break;
                default:
                    i++;
                    break;
            }
        }
    }

    /// <summary>Whether what follows a run of letters belongs to the same word, so that the short path must not take it.</summary>
    private static bool ContinuesWord(ReadOnlySpan<char> text, int at)
    {
        var c = text[at];
        return CharTable.Classes[c] switch
        {
            CharClass.Digit or CharClass.Mark => true,
            CharClass.Separator => IsConnector(c) && (c is '+' or '#' or ':' || (at + 1 < text.Length && IsWordChar(text[at + 1]))),
            _ => false,
        };
    }

    private static bool IsWordChar(char c) => CharTable.Classes[c] is CharClass.Letter or CharClass.Digit;

    private static bool IsConnector(char c) => c is '_' or '.' or '-' or '@' or '\'' or '’' or ':' or ',' or '+' or '#' or '\u2010' or '\u2011';

    private static int Unspaced<TSink>(ReadOnlySpan<char> text, int start, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        Span<char> gram = stackalloc char[2];
        var previous = '\0';
        var i = start;
        for (; i < text.Length && CharTable.Classes[text[i]] is CharClass.Unspaced or CharClass.Mark; i++)
        {
            if (CharTable.Classes[text[i]] == CharClass.Mark)
            {
                continue;
            }

            gram[0] = previous;
            gram[1] = CharTable.Folded[text[i]];
            if (previous != '\0')
            {
                sink.Add(gram, TokenKind.Exact);
                sink.Add(gram[..1], TokenKind.Character);
            }

            previous = gram[1];
        }

        gram[0] = previous;
        sink.Add(gram[..1], i == start + 1 ? TokenKind.Exact : TokenKind.Character);
        return i;
    }

    /// <summary>Letters beyond the basic plane: ideographs one by one, other scripts by the run; emoji and the like separate.</summary>
    private static int Surrogates<TSink>(ReadOnlySpan<char> text, int start, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        var i = start;
        while (i + 1 < text.Length && i - start < MaxWord && char.IsSurrogatePair(text[i], text[i + 1]))
        {
            var rune = new System.Text.Rune(text[i], text[i + 1]);
            if (rune.Value is >= 0x20000 and <= 0x3FFFF)
            {
                sink.Add(text.Slice(i, 2), TokenKind.Exact);
                return i + 2;
            }

            if (!System.Text.Rune.IsLetterOrDigit(rune))
            {
                break;
            }

            i += 2;
        }

        if (i == start)
        {
            return start + 1;
        }

        sink.Add(text[start..i], TokenKind.Exact);
        return i;
    }
}
