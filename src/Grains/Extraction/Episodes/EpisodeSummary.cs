using System.Globalization;
using System.Text;
using FencyGrid.Grains.Extraction.Entities;
using FencyGrid.Grains.Extraction.Filtering;
using FencyGrid.Grains.Extraction.Segmentation;
using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Grains.Extraction.Episodes;

/// <summary>
/// A readable digest by extraction: the sentences whose words the rest repeats most, in their order, with people, topics and period
/// named. Redundant sentences are passed over (maximal marginal relevance, Carbonell and Goldstein 1998).
/// </summary>
public static class EpisodeSummary
{
    private const int MaxSentences = 5;
    private const int MaxWeighed = 400;

    /// <summary>Of a conversation, by the facts it yielded; by its own sentences when it yielded none.</summary>
    public static EpisodeText Of(IReadOnlyList<ConversationMessage> messages, IReadOnlyList<ExtractedFact> facts, ExtractionContext context)
    {
        var people = new List<string>();
        foreach (var speaker in new Segmenter(messages, context).Speakers)
        {
            people.Add(speaker.Name);
        }

        var dates = messages.Where(m => m.Date is not null).Select(m => m.Date!.Value).ToList();
        var sentences = facts.Count > 0
            ? facts.Select(f => (f.Text, f.Importance)).ToList()
            : messages.SelectMany(m => SentenceSplitter.Split(m.Content, 0, m.Content.Length).Select(r => (m.Content[r], 0.3))).Take(MaxWeighed).ToList();
        return Compose(sentences, people, dates.Count > 0 ? dates.Min() : null, dates.Count > 0 ? dates.Max() : null);
    }

    /// <summary>Of facts alone, as a daily or weekly summary needs it. The period is the given one, else that of the facts.</summary>
    public static EpisodeText Of(IReadOnlyList<ExtractedFact> facts, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var people = facts.Where(f => f.Subject is not null).GroupBy(f => f.Subject!, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(4).Select(g => g.Key).ToList();
        var dates = facts.Where(f => f.SaidAt is not null).Select(f => f.SaidAt!.Value).ToList();
        return Compose([.. facts.Select(f => (f.Text, f.Importance))], people,
            from ?? (dates.Count > 0 ? dates.Min() : null), to ?? (dates.Count > 0 ? dates.Max() : null));
    }

    /// <summary>Of plain texts, in their order.</summary>
    public static EpisodeText OfTexts(IReadOnlyList<string> texts, DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        Compose([.. texts.Select(t => (t, 0.4))], [], from, to);

    private static EpisodeText Compose(List<(string Text, double Weight)> sentences, List<string> people, DateTimeOffset? from, DateTimeOffset? to)
    {
        var chosen = Central(sentences);
        var topics = Topics(sentences);
        var names = people.Count > 0 ? People(people) : "";
        var about = topics.Count > 0 ? string.Join(" and ", topics.Take(2)) : "conversation";
        var period = Period(from, to);
        var title = $"{(names.Length > 0 ? names + ": " : "")}{about}{(period.Length > 0 ? ", " + period : "")}";
        var summary = new StringBuilder();
        if (period.Length > 0)
        {
            summary.Append(char.ToUpperInvariant(period[0])).Append(period.AsSpan(1)).Append(": ");
        }

        foreach (var at in chosen)
        {
            var text = sentences[at].Text.Trim();
            summary.Append(text);
            summary.Append(text.Length > 0 && text[^1] is '.' or '!' or '?' ? " " : ". ");
        }

        return new EpisodeText(char.ToUpperInvariant(title[0]) + title[1..], summary.ToString().TrimEnd(), topics, people, from, to);
    }

    private static List<int> Central(List<(string Text, double Weight)> sentences)
    {
        // Evenly spread when there are too many, so that no part is left out.
        var step = Math.Max(1, (sentences.Count + MaxWeighed - 1) / MaxWeighed);
        var sets = new Dictionary<int, HashSet<string>>();
        var frequency = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < sentences.Count; i += step)
        {
            var words = WordScanner.Scan(sentences[i].Text).Where(w => ContentWords.IsContent(w.Lower)).Select(w => w.Lower).ToHashSet(StringComparer.Ordinal);
            if (words.Count < 2)
            {
                continue;
            }

            sets[i] = words;
            foreach (var word in words)
            {
                frequency[word] = frequency.GetValueOrDefault(word) + 1;
            }
        }

        var score = sets.ToDictionary(s => s.Key, s => (s.Value.Sum(w => Math.Log(frequency[w] + 1)) / Math.Sqrt(s.Value.Count + 4)) + (2 * sentences[s.Key].Weight) - (Leans(sentences[s.Key].Text) ? 1.5 : 0));
        var chosen = new List<int>();
        while (chosen.Count < MaxSentences && score.Count > 0)
        {
            var best = score.OrderByDescending(s => s.Value - (2 * Overlap(sets[s.Key], chosen, sets))).ThenBy(s => s.Key).First().Key;
            score.Remove(best);
            if (Overlap(sets[best], chosen, sets) < 0.7)
            {
                chosen.Add(best);
            }
        }

        if (chosen.Count == 0 && sentences.Count > 0)
        {
            chosen.Add(0);
        }

        chosen.Sort();
        return chosen;
    }

    // A sentence that begins with a pronoun reads badly on its own.
    private static bool Leans(string text)
    {
        var words = WordScanner.Scan(text[..Math.Min(text.Length, 40)]);
        return words.Count > 0 && (words[0].Lower is "it" or "it's" or "they" or "they're" or "these" or "this" or "that" or "those" or "their" or "here's" or "there" or "made" or "he" or "she"
            || words.Exists(w => w.Lower == "photo"));
    }

    private static double Overlap(HashSet<string> words, List<int> chosen, Dictionary<int, HashSet<string>> sets)
    {
        var most = 0.0;
        foreach (var at in chosen)
        {
            most = Math.Max(most, (double)words.Count(sets[at].Contains) / Math.Min(words.Count, sets[at].Count));
        }

        return most;
    }

    private static List<string> Topics(List<(string Text, double Weight)> sentences) =>
        [.. sentences.SelectMany(s => TopicLexicon.Find(s.Text)).GroupBy(t => t).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(5).Select(g => g.Key)];

    private static string People(List<string> people) => people.Count switch
    {
        1 => people[0],
        2 => people[0] + " and " + people[1],
        _ => string.Join(", ", people.Take(3)) + (people.Count > 3 ? " and others" : ""),
    };

    private static string Period(DateTimeOffset? from, DateTimeOffset? to)
    {
        if (from is not { } start)
        {
            return "";
        }

        var first = Day(start);
        return to is { } end && end.Date != start.Date ? $"{first} to {Day(end)}" : first;
    }

    private static string Day(DateTimeOffset day) =>
        string.Create(CultureInfo.InvariantCulture, $"{day.Day} {CalendarWords.MonthName(day.Month)} {day.Year:0000}");
}
