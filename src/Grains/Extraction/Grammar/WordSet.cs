using System.Collections.Frozen;

namespace FencyGrid.Grains.Extraction.Grammar;

/// <summary>Builds the fixed word lists of the lexicons.</summary>
internal static class WordSet
{
    public static FrozenSet<string> Of(string words) =>
        words.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
