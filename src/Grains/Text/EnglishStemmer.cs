namespace FencyGrid.Grains.Text;

/// <summary>
/// The English (Porter2) stemmer as M. F. Porter published it at snowballstem.org/algorithms/english/stemmer.html.
/// Takes lower-case words of a to z and apostrophes and works in place.
/// </summary>
internal static partial class EnglishStemmer
{
    /// <summary>Marks a y that acts as a consonant while the steps run.</summary>
    private const char ConsonantY = 'Y';

    private static readonly (string Word, string Stem)[] Exceptions =
    [
        ("skis", "ski"), ("skies", "sky"), ("dying", "die"), ("lying", "lie"), ("tying", "tie"),
        ("idly", "idl"), ("gently", "gentl"), ("ugly", "ugli"), ("early", "earli"), ("only", "onli"), ("singly", "singl"),
        ("sky", "sky"), ("news", "news"), ("howe", "howe"), ("atlas", "atlas"), ("cosmos", "cosmos"), ("bias", "bias"), ("andes", "andes"),
    ];

    private static readonly string[] ExceptionsAfterPlural = ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];

    /// <summary>Writes the stem over the word and returns the stem's length, which never exceeds the word's.</summary>
    internal static int Stem(Span<char> word)
    {
        var length = word.Length;
        if (length <= 2)
        {
            return length;
        }

        foreach (var (exception, stem) in Exceptions)
        {
            if (word.SequenceEqual(exception))
            {
                stem.CopyTo(word);
                return stem.Length;
            }
        }

        var state = new Stemming(word);
        state.MarkConsonantYs();
        state.FindRegions();
        state.RemovePossessive();
        state.RemovePlural();
        foreach (var exception in ExceptionsAfterPlural)
        {
            if (state.Is(exception))
            {
                return state.Finish();
            }
        }

        state.RemovePastAndGerund();
        state.ReplaceFinalY();
        state.ReplaceDoubleSuffixes();
        state.ReplaceLongSuffixes();
        state.RemoveSuffixesInR2();
        state.RemoveFinalEOrL();
        return state.Finish();
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
