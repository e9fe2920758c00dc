using System.Collections.Frozen;
using System.Globalization;

namespace FencyGrid.Grains.Extraction.Times;

/// <summary>English names of months, weekdays, numbers and units, as dates use them.</summary>
internal static class CalendarWords
{
    private static readonly FrozenDictionary<string, int> Months = new Dictionary<string, int>
    {
        ["january"] = 1,
        ["jan"] = 1,
        ["february"] = 2,
        ["feb"] = 2,
        ["march"] = 3,
        ["mar"] = 3,
        ["april"] = 4,
        ["apr"] = 4,
        ["may"] = 5,
        ["june"] = 6,
        ["jun"] = 6,
        ["july"] = 7,
        ["jul"] = 7,
        ["august"] = 8,
        ["aug"] = 8,
        ["september"] = 9,
        ["sep"] = 9,
        ["sept"] = 9,
        ["october"] = 10,
        ["oct"] = 10,
        ["november"] = 11,
        ["nov"] = 11,
        ["december"] = 12,
        ["dec"] = 12,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, DayOfWeek> Weekdays = new Dictionary<string, DayOfWeek>
    {
        ["monday"] = DayOfWeek.Monday,
        ["mon"] = DayOfWeek.Monday,
        ["tuesday"] = DayOfWeek.Tuesday,
        ["tue"] = DayOfWeek.Tuesday,
        ["tues"] = DayOfWeek.Tuesday,
        ["wednesday"] = DayOfWeek.Wednesday,
        ["thursday"] = DayOfWeek.Thursday,
        ["thu"] = DayOfWeek.Thursday,
        ["thur"] = DayOfWeek.Thursday,
        ["thurs"] = DayOfWeek.Thursday,
        ["friday"] = DayOfWeek.Friday,
        ["fri"] = DayOfWeek.Friday,
        ["saturday"] = DayOfWeek.Saturday,
        ["sunday"] = DayOfWeek.Sunday,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int> Numbers = new Dictionary<string, int>
    {
        ["a"] = 1,
        ["an"] = 1,
        ["one"] = 1,
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["eleven"] = 11,
        ["twelve"] = 12,
        ["thirteen"] = 13,
        ["fourteen"] = 14,
        ["fifteen"] = 15,
        ["sixteen"] = 16,
        ["eighteen"] = 18,
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["fifty"] = 50,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int> Ordinals = new Dictionary<string, int>
    {
        ["first"] = 1,
        ["second"] = 2,
        ["third"] = 3,
        ["fourth"] = 4,
        ["fifth"] = 5,
        ["sixth"] = 6,
        ["seventh"] = 7,
        ["eighth"] = 8,
        ["ninth"] = 9,
        ["tenth"] = 10,
        ["twelfth"] = 12,
        ["twentieth"] = 20,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool Month(string word, out int month) => Months.TryGetValue(word, out month);

    public static bool Weekday(string word, out DayOfWeek day)
    {
        if (Weekdays.TryGetValue(word, out day))
        {
            return true;
        }

        // "Mondays" is a habit, not a day: the plural is left to the caller.
        return false;
    }

    /// <summary>A count in digits or words, at most four digits.</summary>
    public static bool Number(string word, out int number) =>
        Numbers.TryGetValue(word, out number)
        || (word.Length <= 4 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number));

    /// <summary>A day of a month: "8", "8th", "eighth".</summary>
    public static bool DayNumber(string word, out int day)
    {
        if (Ordinals.TryGetValue(word, out day))
        {
            return true;
        }

        var digits = word.Length > 2 && word[^2..] is "st" or "nd" or "rd" or "th" ? word[..^2] : word;
        return digits.Length <= 2
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out day)
            && day is >= 1 and <= 31;
    }

    public static bool Year(string word, out int year)
    {
        year = 0;
        return word.Length == 4
            && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out year)
            && year is >= 1900 and <= 2100;
    }

    /// <summary>'d' day, 'w' week, 'e' weekend, 'm' month, 'y' year, 'h' hour, 'n' minute; 0 when it is no unit.</summary>
    public static char Unit(string word) => word switch
    {
        "day" or "days" or "night" or "nights" => 'd',
        "week" or "weeks" or "wk" or "wks" => 'w',
        "weekend" or "weekends" => 'e',
        "fortnight" or "fortnights" => 'f',
        "month" or "months" => 'm',
        "year" or "years" or "yr" or "yrs" => 'y',
        "decade" or "decades" => 'c',
        "hour" or "hours" or "hr" or "hrs" => 'h',
        "minute" or "minutes" or "mins" or "min" => 'n',
        _ => '\0',
    };

    public static string MonthName(int month) => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month);
}
