using FencyGrid.Grains.Extraction.Grammar;
using FencyGrid.Grains.Extraction.Segmentation;

namespace FencyGrid.Grains.Extraction.Statements;

/// <summary>
/// Parts "My name is Ana and I live in Rome" into its two claims when the second gives a value that may change alone. Other compounds
/// stay whole: their halves explain each other.
/// </summary>
internal static class CompoundSentence
{
    private const int LeastHalf = 8;

    private static readonly string[] Joints = [" and I ", " and I'm ", " and my ", " but I ", " but I'm ", " and I've "];

    public static IReadOnlyList<Sentence> Split(Sentence sentence)
    {
        foreach (var joint in Joints)
        {
            var at = sentence.Text.IndexOf(joint, StringComparison.Ordinal);
            if (at < LeastHalf || sentence.IsQuestion || sentence.Text.Length - at < LeastHalf)
            {
                continue;
            }

            var second = sentence.Text.IndexOf(' ', at + 1) + 1;
            if (!IsClaim(sentence.Text[..at], whole: false) || !IsClaim(sentence.Text[second..], whole: true))
            {
                continue;
            }

            var first = sentence.Text[..at].TrimEnd(',', ' ');
            return
            [
                sentence with { Length = first.Length, Text = first },
                sentence with { Start = sentence.Start + second, Length = sentence.Length - second, Text = sentence.Text[second..] },
            ];
        }

        return [sentence];
    }

    private static bool IsClaim(string text, bool whole)
    {
        var trimmed = text.TrimEnd('.', '!', ' ');
        var words = WordScanner.Scan(trimmed);
        var clause = ClauseParser.Parse(words);
        if (clause.Verb < 0 || !clause.IsFirstPerson)
        {
            return false;
        }

        var statement = StatementRecognizer.Recognize(trimmed, words, clause, [], null);
        return !whole || (statement.Value is not null && statement.Attribute is { } attribute && FactAttributes.IsSingleValued(attribute));
    }
}
