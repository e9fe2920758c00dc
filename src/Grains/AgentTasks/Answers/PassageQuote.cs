using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.AgentTasks.Answers;

/// <summary>The stretch of a passage that speaks to a question: whole if short, else the sentences around those with most of its words.</summary>
internal static class PassageQuote
{
    private const int MaxLength = 500;

    public static string Of(string passage, string question)
    {
        var text = passage.Trim();
        if (text.Length <= MaxLength)
        {
            return text;
        }

        var sentences = Sentences(text);
        var terms = TextAnalyzer.AnalyzeQuery(question).ToHashSet();
        var matches = sentences.Select(range => terms.Intersect(TextAnalyzer.Analyze(text[range])).Count()).ToArray();
        var (best, bestMatches) = (0..0, -1);
        for (var first = 0; first < sentences.Count; first++)
        {
            var sum = 0;
            for (var last = first; last < sentences.Count && (last == first || sentences[last].End.Value - sentences[first].Start.Value <= MaxLength); last++)
            {
                sum += matches[last];
                if (sum > bestMatches)
                {
                    (best, bestMatches) = (sentences[first].Start..sentences[last].End, sum);
                }
            }
        }

        var quote = text[best].Trim();
        if (quote.Length > MaxLength)
        {
            quote = quote[..(char.IsHighSurrogate(quote[MaxLength - 1]) ? MaxLength - 1 : MaxLength)] + "…";
        }

        return $"{(best.Start.Value > 0 ? "… " : "")}{quote}{(best.End.Value < text.Length && !quote.EndsWith('…') ? " …" : "")}";
    }

    private static List<Range> Sentences(string text)
    {
        var sentences = new List<Range>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var ends = text[i] == '\n' || (text[i] is '.' or '!' or '?' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1])));
            if (ends && i + 1 > start)
            {
                sentences.Add(start..(i + 1));
                start = i + 1;
            }
        }

        if (start < text.Length)
        {
            sentences.Add(start..text.Length);
        }

        return sentences;
    }
}
