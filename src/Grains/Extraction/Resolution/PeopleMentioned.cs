using FencyGrid.Grains.Extraction.Grammar;
using FencyGrid.Grains.Extraction.Segmentation;

namespace FencyGrid.Grains.Extraction.Resolution;

/// <summary>Finds the people a sentence mentions, by given name or by "my sister".</summary>
internal static class PeopleMentioned
{
    public static void Note(List<Word> words, Speaker speaker, PeopleInMind people)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var lower = Bare(words[i].Lower);
            if (words[i].Lower is "my" or "our" && RelationAfter(words, i, out var at, out var gender))
            {
                // "my sister Anna": the name says it shorter.
                var named = at + 1 < words.Count && words[at + 1].IsCapitalised && !words[at + 1].AfterBreak;
                var word = Bare(words[at].Lower);
                var plural = !named && IsPlural(word);
                people.Mention(named ? Bare(words[at + 1].Text) : $"{speaker.Name}'s {word}", gender, plural);
                i = named ? at + 1 : at;
            }
            else if (words[i].IsCapitalised && GivenNames.Of(lower) is var known && known != Gender.Unknown
                && !string.Equals(lower, speaker.Name, StringComparison.OrdinalIgnoreCase))
            {
                people.Mention(Bare(words[i].Text), known);
            }
        }
    }

    /// <summary>Whether a relation stands within two words after a possessive ("my older sister").</summary>
    public static bool RelationAfter(List<Word> words, int possessive, out int at, out Gender gender)
    {
        gender = Gender.Unknown;
        for (at = possessive + 1; at < words.Count && at <= possessive + 3; at++)
        {
            if (Kinship.TryGet(Bare(words[at].Lower), out gender) || Kinship.TryGet(Singular(Bare(words[at].Lower)), out gender))
            {
                return true;
            }

            if (words[at].AfterBreak || FunctionWords.Auxiliaries.Contains(words[at].Lower))
            {
                return false;
            }
        }

        return false;
    }

    public static string Bare(string word) => word.EndsWith("'s", StringComparison.Ordinal) ? word[..^2] : word;

    private static string Singular(string word) => word.EndsWith('s') ? word[..^1] : word;

    private static bool IsPlural(string word) =>
        word is "children" or "parents" or "kids" or "family" || (word.EndsWith('s') && word is not "boss");
}
