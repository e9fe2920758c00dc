using FencyGrid.Grains.Extraction.Grammar;
using FencyGrid.Grains.Extraction.Segmentation;

namespace FencyGrid.Grains.Extraction.Statements;

/// <summary>
/// Parts "My name is Ana and I live in Rome" into its two claims when either gives a value that may change alone: what ends the one
/// must not end the other. Other compounds stay whole: their halves explain each other.
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
            if (Read(sentence.Text[..at]) is not { } one || Read(sentence.Text[second..]) is not { } other || !(MayChange(one) || MayChange(other)))
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

    /// <summary>What a part claims of the speaker; null where it does not stand by itself.</summary>
    private static Statement? Read(string text)
    {
        var trimmed = text.TrimEnd('.', '!', ',', ' ');
        var words = WordScanner.Scan(trimmed);
        var clause = ClauseParser.Parse(words);
        return clause.Verb >= 0 && clause.IsFirstPerson ? StatementRecognizer.Recognize(trimmed, words, clause, [], null) : null;
    }

    private static bool MayChange(Statement statement) =>
        statement.Value is not null && statement.Attribute is { } attribute && FactAttributes.IsSingleValued(attribute);
}
