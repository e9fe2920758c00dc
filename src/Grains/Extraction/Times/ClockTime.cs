using System.Globalization;

namespace FencyGrid.Grains.Extraction.Times;

/// <summary>Times of day: "13:56", "1:56 pm", "1pm", "noon".</summary>
internal static class ClockTime
{
    public static bool Read(string word, string? next, out (int Hour, int Minute, int Second) time, out bool tookNext)
    {
        time = default;
        tookNext = false;
        if (word is "noon" or "midnight")
        {
            time = (word == "noon" ? 12 : 0, 0, 0);
            return true;
        }

        var half = word.EndsWith("am", StringComparison.Ordinal) || word.EndsWith("pm", StringComparison.Ordinal) ? word[^2..] : null;
        var digits = half is null ? word : word[..^2];
        if (half is null && next is "am" or "pm" or "am." or "pm.")
        {
            half = next[..2];
            tookNext = true;
        }

        var parts = digits.Split(':');
        if (parts.Length > 3 || (parts.Length == 1 && half is null) || !Number(parts[0], 23, out var hour))
        {
            tookNext = false;
            return false;
        }

        var minute = 0;
        var second = 0;
        if ((parts.Length > 1 && (parts[1].Length != 2 || !Number(parts[1], 59, out minute)))
            || (parts.Length > 2 && !Number(parts[2], 59, out second))
            || (half is not null && hour is 0 or > 12))
        {
            tookNext = false;
            return false;
        }

        if (half is not null)
        {
            hour = hour % 12 + (half == "pm" ? 12 : 0);
        }

        time = (hour, minute, second);
        return true;
    }

    private static bool Number(string text, int max, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && text.Length <= 2 && number <= max;
}
