namespace FencyGrid.Grains.Extraction.Times;

/// <summary>
/// Finds the dates an English text speaks of, relative ones against an anchor. Spans that the words leave open are not guessed:
/// "soon" and "recently" are no dates. A weekend is the span from its Saturday; a week starts on Monday.
/// </summary>
public static class TemporalExpressions
{
    /// <summary>All expressions, in order, not overlapping. Without an anchor only absolute ones are found.</summary>
    public static IReadOnlyList<TemporalExpression> Find(string text, DateTimeOffset? anchor) =>
        Find(text, WordScanner.Scan(WordScanner.Plain(text)), anchor);

    internal static IReadOnlyList<TemporalExpression> Find(string text, List<Word> words, DateTimeOffset? anchor)
    {
        // Steps of up to 300 units must stay within the calendar; a date outside these centuries is a caller's placeholder.
        anchor = anchor is { Year: >= 1500 and <= 3000 } ? anchor : null;
        List<TemporalExpression>? found = null;
        for (var i = 0; i < words.Count; i++)
        {
            var match = AbsoluteDates.Match(words, i, anchor) ?? (anchor is { } a ? RelativeDates.Match(words, i, a) : null);
            if (match is not { } m)
            {
                continue;
            }

            var first = m.First;
            // A preposition before the date belongs to it and is restated with it.
            var preposition = m.Preposition;
            if (first > 0 && !words[first].AfterBreak && Absorbs(words[first - 1].Lower, m))
            {
                first--;
                preposition = words[first].Lower is "since" or "until" or "till" or "by" or "before" or "after" or "from" ? words[first].Lower : preposition;
            }

            else if (first > 0 && !words[first].AfterBreak && words[first - 1].Lower is "for" or "of" or "about" or "from" or "to" or "than" or "like" or "at" or "through")
            {
                preposition = "";
            }

            var start = words[first].Start;
            var end = words[m.Last].End;
            var absolute = preposition.Length == 0 ? m.Absolute : preposition + " " + m.Absolute;
            (found ??= []).Add(new TemporalExpression(m.Time, m.Precision, text[start..end], start, absolute, m.IsRelative));
            i = m.Last;
        }

        return found ?? (IReadOnlyList<TemporalExpression>)[];
    }

    private static bool Absorbs(string word, DateMatch match) => word switch
    {
        "on" or "in" or "during" or "since" or "until" or "till" or "by" or "before" or "after" => true,
        "over" or "this" or "the" => match.IsRelative && match.Preposition.Length > 0,
        "from" => match.Precision is TimePrecision.Year or TimePrecision.Month or TimePrecision.Day,
        _ => false,
    };
}
