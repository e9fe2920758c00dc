namespace FencyGrid.Grains.Text;

internal enum TokenKind
{
    /// <summary>A word of letters, still to be stemmed.</summary>
    Word,

    /// <summary>Half of an identifier, or the like: a word that is also part of a token given before. Still to be stemmed.</summary>
    Part,

    /// <summary>Taken as it is: a number, an identifier, an address, a bigram.</summary>
    Exact,

    /// <summary>A single character of an unspaced script beside its bigrams: for the index only, so that a query of one character finds it.</summary>
    Character,
}

/// <summary>Takes the tokens of a text in order. Implemented by structs, so that the scan is compiled for each of them.</summary>
internal interface ITokenSink
{
    /// <param name="token">Lower-case, folded; valid during the call only.</param>
    void Add(ReadOnlySpan<char> token, TokenKind kind);
}
