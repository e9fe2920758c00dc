using FencyGrid.Grains.Extraction.Statements;

namespace FencyGrid.Grains.Extraction.Merging;

/// <summary>The rule for when a newer claim ends an older one.</summary>
public static class Contradiction
{
    /// <summary>
    /// Same subject and attribute, and either another value of an attribute that has one value at a time, or the same value affirmed
    /// and denied. A value that only says the old one more precisely ("Oslo, Norway" after "Oslo") contradicts nothing.
    /// </summary>
    public static bool Supersedes(ExtractedFact newer, ExtractedFact older) =>
        Supersedes(newer.Subject, newer.Attribute, newer.Value, newer.Polarity, older.Subject, older.Attribute, older.Value, older.Polarity);

    /// <inheritdoc cref="Supersedes(ExtractedFact, ExtractedFact)"/>
    public static bool Supersedes(
        string? newSubject, string? newAttribute, string? newValue, bool newPolarity,
        string? oldSubject, string? oldAttribute, string? oldValue, bool oldPolarity)
    {
        if (newSubject is null || newAttribute is null || newValue is null || oldValue is null || newAttribute != oldAttribute
            || !string.Equals(newSubject, oldSubject, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var same = SameValue(newValue, oldValue);
        if (newPolarity != oldPolarity)
        {
            return same;
        }

        return newPolarity && !same && FactAttributes.IsSingleValued(newAttribute);
    }

    private static bool SameValue(string a, string b)
    {
        var first = Normal(a);
        var second = Normal(b);
        return first == second || (" " + first + " ").Contains(" " + second + " ", StringComparison.Ordinal)
            || (" " + second + " ").Contains(" " + first + " ", StringComparison.Ordinal);
    }

    private static string Normal(string value) =>
        string.Join(' ', WordScanner.Scan(WordScanner.Plain(value)).Where(w => w.Lower is not ("a" or "an" or "the" or "of")).Select(w => w.Lower));
}
