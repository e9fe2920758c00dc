using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.AgentTasks.Searching;

/// <summary>Variations of a query made of its own words: all that carry meaning, then its halves, then its longest words.</summary>
internal static class WordChoices
{
    public static IReadOnlyList<string> Of(string query, int count)
    {
        var words = query.Split((char[])[' ', '\t', '\n', '\r', ',', ';', '.', '?', '!', ':', '(', ')', '"'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => TextAnalyzer.AnalyzeQuery(word).Count > 0)
            .ToArray();
        var half = (words.Length + 1) / 2;
        string[][] choices =
        [
            words,
            words[..half],
            words[half..],
            [.. words.OrderByDescending(word => word.Length).Take(half)],
            [.. words.OrderByDescending(word => word.Length).Take(1)],
        ];
        return [.. choices
            .Select(choice => string.Join(' ', choice))
            .Where(choice => choice.Length > 0 && !choice.Equals(query.Trim(), StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(count)];
    }
}
