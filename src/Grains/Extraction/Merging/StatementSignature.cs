using System.Collections.Frozen;
using FencyGrid.Grains.Extraction.Grammar;
using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Grains.Extraction.Merging;

/// <summary>A statement reduced to what two wordings of it must share.</summary>
internal sealed class StatementSignature
{
    private static readonly FrozenSet<string> Dropped = WordSet.Of("a an the is are am be been being do does has have to of in on at for and that this it its also very really so just too there");

    // They carry meaning that a word more or less would otherwise hide.
    private static readonly FrozenSet<string> Decisive = WordSet.Of("was were did had will would could might used from without before after until since than more less only against no longer former ex");

    private StatementSignature(string guard, string[] content, string[] words, string[] prefix, HashSet<string> names)
    {
        Guard = guard;
        Content = content;
        Words = words;
        Prefix = prefix;
        Names = names;
    }

    /// <summary>Numbers, dates, tense and negation: equal for equal statements.</summary>
    public string Guard { get; }

    /// <summary>Content words in order.</summary>
    public string[] Content { get; }

    /// <summary>The distinct content words, sorted.</summary>
    public string[] Words { get; }

    /// <summary>Two similar statements share at least one of these (prefix filtering over the sorted words).</summary>
    public string[] Prefix { get; }

    /// <summary>Content words with a capital that no sentence start explains.</summary>
    public HashSet<string> Names { get; }

    public static StatementSignature Of(string text)
    {
        var words = WordScanner.Scan(WordScanner.Plain(text));
        var numbers = new List<string>();
        var content = new List<string>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var negations = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var word = Resolution.PeopleMentioned.Bare(words[i].Lower);
            if (FunctionWords.IsNegation(word))
            {
                negations++;
                if (word is "wasn't" or "weren't" or "didn't" or "hadn't" or "won't" or "wouldn't" or "couldn't")
                {
                    numbers.Add(word[..^3]);
                }
            }
            else if (Decisive.Contains(word))
            {
                numbers.Add(word);
            }
            else if (words[i].IsNumber || (word is not ("a" or "an") && CalendarWords.Number(word, out _)) || CalendarWords.Month(word, out _) || CalendarWords.Weekday(word, out _))
            {
                numbers.Add(word is not ("a" or "an") && CalendarWords.Number(word, out var number) ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : word);
            }
            else if (!Dropped.Contains(word))
            {
                content.Add(Stem(word));
                if (i > 0 && words[i].IsCapitalised)
                {
                    names.Add(Stem(word));
                }
            }
        }

        // The date may stand first or last; who did what to whom may not change places.
        numbers.Sort(StringComparer.Ordinal);
        var distinct = content.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var prefix = distinct.Length == 0 ? [""] : distinct[..Math.Min(distinct.Length, (distinct.Length / 5) + 1)];
        return new StatementSignature($"{negations % 2}|{string.Join(',', numbers)}", [.. content], distinct, prefix, names);
    }

    // Only the plural and the third person: "lived" is not "lives".
    private static string Stem(string word) =>
        word.Length > 3 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal)
            ? word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4 ? word[..^3] + "y" : word[..^1]
            : word;
}
