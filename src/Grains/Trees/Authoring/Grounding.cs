using System.Buffers;
using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Extraction.Resolution;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Trees.Authoring;

/// <summary>
/// Holds what a model wrote against what it was written from: a name or number that stands nowhere in the sources was made up, and a text that
/// shares few of their words is about something else.
/// </summary>
internal static class Grounding
{
    // An abstract brings words of its own; half of them are the sources' all the same.
    private const double LeastShared = 0.5;

    private static readonly SearchValues<char> SentenceStarts = SearchValues.Create(".!?:\"\n");

    /// <summary>What stands in the text and in no source, in words for the model; empty if the text holds to them.</summary>
    public static IReadOnlyList<string> FindErrors(string text, IReadOnlyList<string> sources)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            known.UnionWith(Words(source).Select(word => PeopleMentioned.Bare(word.Lower)));
            terms.UnionWith(TextAnalyzer.Analyze(source));
        }

        List<string> errors = [.. Claims(text).Where(word => !known.Contains(PeopleMentioned.Bare(word.ToLowerInvariant()))).Distinct(StringComparer.Ordinal)
            .Select(word => $"'{word}' stands in none of the sources")];
        if (errors.Count == 0 && TextAnalyzer.AnalyzeQuery(text) is { Count: > 0 } own && own.Count(terms.Contains) < LeastShared * own.Count)
        {
            errors.Add("it says little of what the sources say");
        }

        return errors;
    }

    /// <summary>Numbers, and what is written as a name: a capital that no sentence's start explains, or a known given name.</summary>
    private static IEnumerable<string> Claims(string text)
    {
        var end = 0;
        var plain = WordScanner.Plain(text);
        foreach (var word in WordScanner.Scan(plain))
        {
            var startsSentence = end == 0 || plain.AsSpan(end, word.Start - end).IndexOfAny(SentenceStarts) >= 0;
            end = word.Start + word.Text.Length;
            if (char.IsAsciiDigit(word.Text[0]) || (word.IsCapitalised && word.Text is not "I" && (!startsSentence || GivenNames.IsName(PeopleMentioned.Bare(word.Text)))))
            {
                yield return word.Text;
            }
        }
    }

    private static List<Word> Words(string text) => WordScanner.Scan(WordScanner.Plain(text));
}
