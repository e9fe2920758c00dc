using FencyGrid.Grains.Extraction.Grammar;

namespace FencyGrid.Grains.Extraction.Feelings;

/// <summary>How a text feels. Valence words count, negation within three words before turns and dampens them, intensifiers and punctuation strengthen.</summary>
public static class SentimentScorer
{
    // A negated feeling is weaker than its opposite: "not happy" is less than "sad".
    private const double Turned = -0.6;

    public static (string Sentiment, double Intensity) Score(string text) =>
        Score(text, WordScanner.Scan(WordScanner.Plain(text)));

    internal static (string Sentiment, double Intensity) Score(string text, List<Word> words)
    {
        double positive = 0, negative = 0, strongest = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (!ValenceLexicon.TryGet(words[i].Lower, out var valence)
                || (words[i].Lower is "like" or "kind" or "pretty" && !IsFeeling(words, i)))
            {
                continue;
            }

            double value = valence;
            for (var j = Math.Max(0, i - 3); j < i; j++)
            {
                value *= words[j].Lower switch
                {
                    "very" or "really" or "so" or "extremely" or "super" or "absolutely" or "incredibly" or "totally" or "deeply" or "truly" or "insanely" => 1.3,
                    "slightly" or "bit" or "somewhat" or "kinda" or "little" or "fairly" => 0.7,
                    _ => 1,
                };
                if (FunctionWords.IsNegation(words[j].Lower) || words[j].Lower is "without" or "hardly")
                {
                    value *= Turned;
                }
            }

            if (words[i].Text.Length > 2 && words[i].Text.All(char.IsUpper))
            {
                value *= 1.2;
            }

            positive += Math.Max(0, value);
            negative += Math.Max(0, -value);
            strongest = Math.Max(strongest, Math.Abs(value));
        }

        var exclamations = Math.Min(3, text.AsSpan().Count('!'));
        var intensity = Math.Clamp((strongest / 4) + (strongest > 0 ? 0.08 * exclamations : 0.05 * exclamations), 0, 1);
        var sentiment = positive < 0.5 && negative < 0.5 ? Sentiments.Neutral
            : positive > 2 * negative ? Sentiments.Positive
            : negative > 2 * positive ? Sentiments.Negative
            : Sentiments.Mixed;
        return (sentiment, Math.Round(intensity, 3));
    }

    // "like" as a preposition, "kind of", "pretty big" carry no feeling.
    private static bool IsFeeling(List<Word> words, int i) => words[i].Lower switch
    {
        "like" => i > 0 && words[i - 1].Lower is "i" or "we" or "you" or "they" or "don't" or "doesn't" or "didn't" or "also" or "really" or "to" or "would" or "she" or "he",
        "kind" => !(i + 1 < words.Count && words[i + 1].Lower == "of"),
        _ => i + 1 >= words.Count || words[i + 1].AfterBreak,
    };
}
