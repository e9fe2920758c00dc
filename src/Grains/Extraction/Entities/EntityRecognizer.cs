using System.Collections.Frozen;
using FencyGrid.Grains.Extraction.Grammar;
using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Grains.Extraction.Entities;

/// <summary>Names of people, places, organisations, works and handles, by capitalisation and context, in order of appearance.</summary>
public static class EntityRecognizer
{
    private const int MaxEntities = 24;

    // Capitalised for grammar's sake, and no names.
    private static readonly FrozenSet<string> NotNames = WordSet.Of("""
        monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
        i'm i've i'd i'll god yes no ok okay mr mrs ms dr st english asked said known mom dad mum grandma grandpa
        """);

    private static readonly FrozenSet<string> Joiners = WordSet.Of("of the de la le du van von der den del di da and & for at y al el");

    private static readonly FrozenSet<string> ForOf = WordSet.Of("university bank museum school church house lord game bay isle gulf lake mount institute department ministry republic");

    public static IReadOnlyList<string> Find(string text)
    {
        var plain = WordScanner.Plain(text);
        return Find(plain, WordScanner.Scan(plain));
    }

    internal static IReadOnlyList<string> Find(string text, List<Word> words)
    {
        List<string>? found = null;
        for (var i = 0; i < words.Count && (found?.Count ?? 0) < MaxEntities; i++)
        {
            var word = words[i];
            if (word.Text[0] is '@' or '#')
            {
                Add(ref found, word.Text);
                continue;
            }

            if (!IsNameWord(words, i, text))
            {
                // A title in quotes keeps its article.
                if (!(word.Lower is "the" or "a" or "an" && word.IsCapitalised && word.Start > 0 && text[word.Start - 1] == '"' && i + 1 < words.Count && words[i + 1].IsCapitalised && !words[i + 1].AfterBreak))
                {
                    continue;
                }
            }

            var last = i;
            while (Follows(words, last, text, out var next))
            {
                last = next;
            }

            var end = words[last].End;
            var name = text[word.Start..end];
            name = name.EndsWith("'s", StringComparison.Ordinal) ? name[..^2] : name;
            Add(ref found, name);
            i = last;
        }

        return found ?? (IReadOnlyList<string>)[];
    }

    private static bool IsNameWord(List<Word> words, int i, string text)
    {
        var word = words[i];
        var bare = Resolution.PeopleMentioned.Bare(word.Lower);
        if (!word.IsCapitalised || bare.Length < 2 || NotNames.Contains(bare) || FunctionWords.Stop.Contains(bare))
        {
            return false;
        }

        if (!StartsSentence(text, word.Start))
        {
            return true;
        }

        // At the start of a sentence a capital says nothing: a given name, an acronym, or a capitalised follower must help.
        return Resolution.GivenNames.IsName(bare)
            || (word.Text.Length > 1 && char.IsUpper(word.Text[1]))
            || (i + 1 < words.Count && words[i + 1].IsCapitalised && !words[i + 1].AfterBreak && !FunctionWords.Stop.Contains(words[i + 1].Lower) && !NotNames.Contains(words[i + 1].Lower))
            || (i + 1 < words.Count && !VerbForms.TryGet(bare, out _, out _) && !FunctionWords.Adverbs.Contains(bare) && !FunctionWords.Prepositions.Contains(bare)
                && !FunctionWords.Questions.Contains(bare) && (word.Lower.EndsWith("'s", StringComparison.Ordinal) || LooksLikeSubject(words[i + 1].Lower)));
    }

    // A lone capitalised word right before a finite verb in the third person is taken for a name unless it is a plain noun's plural or gerund.
    private static bool LooksLikeSubject(string next) =>
        next is "has" or "was" or "lives" or "works" or "loves" or "likes" or "went" or "said" or "moved" or "got" or "and";

    private static bool StartsSentence(string text, int at)
    {
        var i = at - 1;
        while (i >= 0 && text[i] is ' ' or '"' or '(' or '\'')
        {
            if (text[i] == '"')
            {
                return false;
            }

            i--;
        }

        if (i > 0 && text[i] == '.' && i >= 2)
        {
            var title = text.AsSpan(0, i);
            if (title.EndsWith("Dr", StringComparison.Ordinal) || title.EndsWith("Mr", StringComparison.Ordinal) || title.EndsWith("Mrs", StringComparison.Ordinal)
                || title.EndsWith("Ms", StringComparison.Ordinal) || title.EndsWith("Prof", StringComparison.Ordinal) || title.EndsWith("St", StringComparison.Ordinal))
            {
                return false;
            }
        }

        return i < 0 || text[i] is '.' or '!' or '?' or ':' or '\n';
    }

    private static bool Follows(List<Word> words, int last, string text, out int next)
    {
        next = last + 1;
        if (next >= words.Count || words[next].AfterBreak || words[last].Lower.EndsWith("'s", StringComparison.Ordinal))
        {
            return false;
        }

        var word = words[next];
        if (word.IsCapitalised && word.Text != "I" && !CalendarWords.Month(word.Lower, out _) && !FunctionWords.Auxiliaries.Contains(word.Lower)
            && !word.Lower.StartsWith("i'", StringComparison.Ordinal))
        {
            return text[words[last].End..word.Start] is " " or " & " or ". ";
        }

        // "Bank of England", "Lord of the Rings": small words inside a name.
        if (!Joiners.Contains(word.Lower) || (word.Lower is "of" or "the" or "and" or "for" or "at" && !ForOf.Contains(words[last].Lower) && !Joiners.Contains(words[last].Lower)))
        {
            return false;
        }

        for (var i = next + 1; i <= next + 2 && i < words.Count; i++)
        {
            if (words[i].AfterBreak)
            {
                return false;
            }

            if (words[i].IsCapitalised && words[i].Text != "I")
            {
                next = i;
                return true;
            }

            if (!Joiners.Contains(words[i].Lower))
            {
                return false;
            }
        }

        return false;
    }

    private static void Add(ref List<string>? found, string name)
    {
        found ??= [];
        if (!found.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            found.Add(name);
        }
    }
}
