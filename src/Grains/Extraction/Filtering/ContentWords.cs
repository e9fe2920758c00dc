using FencyGrid.Grains.Extraction.Grammar;
using FencyGrid.Grains.Extraction.Resolution;

namespace FencyGrid.Grains.Extraction.Filtering;

/// <summary>Counts the words that carry content, and of these the ones that identify: names, numbers, titles.</summary>
internal static class ContentWords
{
    public static int Count(List<Word> words, Func<string, bool> isSpeaker, out int marked)
    {
        var count = 0;
        marked = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word.IsNumber)
            {
                count++;
                marked++;
                continue;
            }

            if (isSpeaker(word.Lower))
            {
                continue;
            }

            if (i > 0 && word.IsCapitalised && !word.AfterBreak && word.Text.Length > 1 && !FunctionWords.Stop.Contains(word.Lower))
            {
                count++;
                marked++;
                continue;
            }

            if (IsContent(word.Lower))
            {
                count++;
                marked += Kinship.IsRelation(word.Lower) && word.Lower is not ("friend" or "friends" or "family" or "guy" or "man" or "girl" or "lady" or "buddy") ? 1 : 0;
            }
        }

        return count;
    }

    public static bool IsContent(string lower) =>
        lower.Length > 2 && !FunctionWords.Stop.Contains(lower) && !FunctionWords.Vague.Contains(lower) && !FunctionWords.Adverbs.Contains(lower)
        && !FunctionWords.Prepositions.Contains(lower) && !FunctionWords.Auxiliaries.Contains(lower);
}
