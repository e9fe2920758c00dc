using FencyGrid.Contracts;

namespace FencyGrid.Storage.Commits;

/// <summary>
/// What text every database keeps unchanged. PostgreSQL has no U+0000 in text, and half a surrogate pair has no UTF-8:
/// the store refuses both rather than alter what it was given.
/// </summary>
internal static class StoredText
{
    public static void Check(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
        {
            throw new InvalidRequestException("Text must not contain the character U+0000.");
        }

        var rest = text;
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (at + 1 >= rest.Length || !char.IsSurrogatePair(rest[at], rest[at + 1]))
            {
                throw new InvalidRequestException("Text must be well-formed Unicode; it contains half of a surrogate pair.");
            }

            rest = rest[(at + 2)..];
        }
    }
}
