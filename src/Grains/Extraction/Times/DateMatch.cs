using System.Globalization;

namespace FencyGrid.Grains.Extraction.Times;

/// <summary>A date found in a run of words, before its text is cut out.</summary>
/// <param name="First">Index of the first word.</param>
/// <param name="Last">Index of the last word.</param>
/// <param name="Absolute">Without preposition.</param>
/// <param name="Preposition">The one the absolute form takes by itself; empty when it takes none.</param>
internal readonly record struct DateMatch(
    int First, int Last, DateTimeOffset Time, TimePrecision Precision, string Absolute, string Preposition, bool IsRelative)
{
    public static DateMatch Day(int first, int last, DateTimeOffset day, bool relative) =>
        new(first, last, day, TimePrecision.Day, Format(day), "on", relative);

    public static DateMatch Week(int first, int last, DateTimeOffset monday, bool relative) =>
        new(first, last, monday, TimePrecision.Week, "the week of " + Format(monday), "in", relative);

    public static DateMatch Weekend(int first, int last, DateTimeOffset saturday, bool relative) =>
        new(first, last, saturday, TimePrecision.Day, "the weekend of " + Format(saturday), "on", relative);

    public static DateMatch Month(int first, int last, DateTimeOffset start, bool relative) =>
        new(first, last, start, TimePrecision.Month, CalendarWords.MonthName(start.Month) + " " + start.Year.ToString("0000", CultureInfo.InvariantCulture), "in", relative);

    public static DateMatch Year(int first, int last, DateTimeOffset start, bool relative) =>
        new(first, last, start, TimePrecision.Year, start.Year.ToString("0000", CultureInfo.InvariantCulture), "in", relative);

    private static string Format(DateTimeOffset day) =>
        string.Create(CultureInfo.InvariantCulture, $"{day.Day} {CalendarWords.MonthName(day.Month)} {day.Year:0000}");
}
