using System.Buffers;

namespace FencyGrid.Grains.Text;

/// <summary>
/// Turns text into the terms that an index holds and a query asks for: lower case, without diacritics, English words stemmed,
/// identifiers and addresses whole and in parts. The same text always gives the same terms; stored index entries rely on it.
/// </summary>
public static class TextAnalyzer
{
    private static readonly SearchValues<char> Stemmable = SearchValues.Create("abcdefghijklmnopqrstuvwxyz'");

    /// <summary>All terms in order, repeats included.</summary>
    public static IReadOnlyList<string> Analyze(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sink = new ListSink { Terms = [], IsIndex = true };
        Tokenizer.Scan(text, ref sink);
        return sink.Terms;
    }

    /// <summary>The distinct terms of a query in order of appearance. Stop words are left out if that leaves any term.</summary>
    public static IReadOnlyList<string> AnalyzeQuery(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<string> stopTerms = [];
        var sink = new ListSink { Terms = [], StopTerms = stopTerms };
        Tokenizer.Scan(text, ref sink);
        var terms = sink.Terms.Distinct(StringComparer.Ordinal).ToList();
        return terms.Count > 0 ? terms : stopTerms.Distinct(StringComparer.Ordinal).ToList();
    }

    /// <summary>Writes the term of a token over it and returns the term's length.</summary>
    internal static int Reduce(Span<char> token, TokenKind kind)
    {
        if (kind is not (TokenKind.Word or TokenKind.Part))
        {
            return token.Length;
        }

        var length = token.IndexOfAnyExcept(Stemmable) < 0 ? EnglishStemmer.Stem(token) : token.Length;
        return RemoveApostrophes(token[..length]);
    }

    private static int RemoveApostrophes(Span<char> term)
    {
        if (!term.Contains('\''))
        {
            return term.Length;
        }

        var length = 0;
        foreach (var c in term)
        {
            if (c != '\'')
            {
                term[length++] = c;
            }
        }

        return length;
    }

    private struct ListSink : ITokenSink
    {
        internal List<string> Terms;
        internal List<string>? StopTerms;
        internal bool IsIndex;

        public readonly void Add(ReadOnlySpan<char> token, TokenKind kind)
        {
            if (kind == TokenKind.Character && !IsIndex)
            {
                return;
            }

            Span<char> term = stackalloc char[Tokenizer.MaxWord + 2];
            token.CopyTo(term);
            var length = Reduce(term[..token.Length], kind);
            if (length == 0)
            {
                return;
            }

            var stop = StopTerms is not null && kind == TokenKind.Word && StopWords.Contains(token);
            (stop ? StopTerms! : Terms).Add(term[..length].ToString());
        }
    }
}
