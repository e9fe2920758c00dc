using System.Text;

namespace FencyGrid.Bench.Load;

/// <summary>
/// Made-up prose whose words are as unevenly frequent as a language's (Zipf's law, exponent 1, 30,000 words), the same in every run.
/// </summary>
public static class Corpus
{
    private const int Words = 30_000;

    private static readonly string[] Vocabulary = MakeVocabulary();
    private static readonly double[] Cumulative = MakeCumulative();

    /// <summary>A text of about so many characters, cut at a word.</summary>
    public static string Text(int number, int characters)
    {
        var random = new Random(number);
        var text = new StringBuilder(characters + 16);
        var inSentence = 0;
        while (text.Length < characters)
        {
            var word = Draw(random);
            text.Append(inSentence == 0 ? char.ToUpperInvariant(word[0]) + word[1..] : word);
            inSentence++;
            var ends = inSentence > 6 && random.Next(8) == 0;
            text.Append(ends ? ". " : " ");
            inSentence = ends ? 0 : inSentence;
        }

        return text.ToString().TrimEnd() + ".";
    }

    /// <summary>A question of five to ten words.</summary>
    public static string Query(int number)
    {
        var random = new Random(1_000_000 + number);
        return string.Join(' ', Enumerable.Range(0, random.Next(5, 11)).Select(_ => Draw(random)));
    }

    private static string Draw(Random random)
    {
        var found = Array.BinarySearch(Cumulative, random.NextDouble() * Cumulative[^1]);
        return Vocabulary[Math.Min(Words - 1, found < 0 ? ~found : found)];
    }

    private static string[] MakeVocabulary()
    {
        string[] onsets = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "pr", "tr", "gl", "ch"];
        string[] rhymes = ["a", "e", "i", "o", "u", "an", "en", "or", "al", "ist", "ock", "ume"];
        var random = new Random(42);
        var words = new HashSet<string>();
        while (words.Count < Words)
        {
            words.Add(string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => onsets[random.Next(onsets.Length)] + rhymes[random.Next(rhymes.Length)])));
        }

        return [.. words];
    }

    private static double[] MakeCumulative()
    {
        var sum = 0.0;
        return [.. Enumerable.Range(1, Words).Select(rank => sum += 1.0 / rank)];
    }
}
