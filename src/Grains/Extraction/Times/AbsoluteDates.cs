using System.Globalization;

namespace FencyGrid.Grains.Extraction.Times;

/// <summary>Dates that name themselves: "8 May, 2023", "May 8th", "March 2021", "in 2019", "2023-05-08", "5/8/2023".</summary>
internal static class AbsoluteDates
{
    public static DateMatch? Match(List<Word> words, int i, DateTimeOffset? anchor)
    {
        var word = words[i].Lower;
        var offset = anchor?.Offset ?? TimeSpan.Zero;
        if (char.IsAsciiDigit(word[0]))
        {
            return Numeric(word, i, offset) ?? DayFirst(words, i, anchor) ?? YearAlone(words, i, offset);
        }

        return CalendarWords.DayNumber(word, out _) ? DayFirst(words, i, anchor) : MonthFirst(words, i, anchor);
    }

    private static DateMatch? Numeric(string word, int i, TimeSpan offset)
    {
        if (word.Length == 10
            && DateTime.TryParseExact(word, ["yyyy-MM-dd", "yyyy/MM/dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso))
        {
            return DateMatch.Day(i, i, new DateTimeOffset(iso, offset), relative: false);
        }

        // 5/8/2023: American order unless only the other one is a date.
        if (word.Length is >= 8 and <= 10 && word.Count(c => c == '/') == 2
            && DateTime.TryParseExact(word, ["M/d/yyyy", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var slashed))
        {
            return DateMatch.Day(i, i, new DateTimeOffset(slashed, offset), relative: false);
        }

        return null;
    }

    // "8 May, 2023", "8th of May", "the second of June".
    private static DateMatch? DayFirst(List<Word> words, int i, DateTimeOffset? anchor)
    {
        if (!CalendarWords.DayNumber(words[i].Lower, out var day))
        {
            return null;
        }

        var next = i + 1;
        var spoken = next < words.Count && words[next].Lower == "of";
        next += spoken ? 1 : 0;
        if (next >= words.Count || !CalendarWords.Month(words[next].Lower, out var month) || !IsMonth(words, next))
        {
            return null;
        }

        // "one may ask", "second may": a bare word before 'may' needs "of" or digits to be a day.
        if (!spoken && !char.IsAsciiDigit(words[i].Lower[0]))
        {
            return null;
        }

        var first = i > 0 && words[i - 1].Lower == "the" && !words[i].AfterBreak ? i - 1 : i;
        var last = next;
        var year = YearAfter(words, ref last);
        return Dated(first, last, day, month, year, anchor);
    }

    // "May 8", "May 8th, 2023", "March 2021", "in March".
    private static DateMatch? MonthFirst(List<Word> words, int i, DateTimeOffset? anchor)
    {
        if (!CalendarWords.Month(words[i].Lower, out var month) || !IsMonth(words, i))
        {
            return null;
        }

        var next = i + 1 < words.Count && words[i + 1].Lower == "the" ? i + 2 : i + 1;
        if (next < words.Count && char.IsAsciiDigit(words[next].Lower[0]) && CalendarWords.DayNumber(words[next].Lower, out var day)
            && !(next + 1 < words.Count && (CalendarWords.Unit(words[next + 1].Lower) != '\0' || words[next + 1].Lower is "am" or "pm")))
        {
            var last = next;
            var year = YearAfter(words, ref last);
            return Dated(i, last, day, month, year, anchor);
        }

        // "31 February 2024": the day has been refused, the month alone is not what was said.
        if (i > 0 && !words[i].AfterBreak && char.IsAsciiDigit(words[i - 1].Lower[0]) && CalendarWords.DayNumber(words[i - 1].Lower, out _))
        {
            return null;
        }

        var end = i;
        var named = YearAfter(words, ref end);
        if (named is { } y)
        {
            return DateMatch.Month(i, end, new DateTimeOffset(y, month, 1, 0, 0, 0, anchor?.Offset ?? TimeSpan.Zero), relative: false);
        }

        var before = i > 0 ? words[i - 1].Lower : "";
        if (anchor is not { } a || before is not ("in" or "since" or "last" or "next" or "this" or "until" or "till" or "by" or "during" or "from" or "early" or "late" or "mid" or "of"))
        {
            return null;
        }

        var nearest = before switch
        {
            "last" or "since" => month < a.Month ? a.Year : a.Year - 1,
            "next" or "until" or "till" or "by" => month > a.Month ? a.Year : a.Year + 1,
            "this" => a.Year,
            _ => Nearest(a, month),
        };
        var first = before is "last" or "next" or "this" ? i - 1 : i;
        return DateMatch.Month(first, i, new DateTimeOffset(nearest, month, 1, 0, 0, 0, a.Offset), relative: true);
    }

    private static DateMatch? YearAlone(List<Word> words, int i, TimeSpan offset)
    {
        var before = i > 0 ? words[i - 1].Lower : "";
        return CalendarWords.Year(words[i].Lower, out var year)
            && before is "in" or "since" or "until" or "till" or "by" or "during" or "from" or "before" or "after" or "of" or "early" or "late"
            ? DateMatch.Year(i, i, new DateTimeOffset(year, 1, 1, 0, 0, 0, offset), relative: false)
            : null;
    }

    private static DateMatch? Dated(int first, int last, int day, int month, int? year, DateTimeOffset? anchor)
    {
        if (year is null && anchor is null)
        {
            return null;
        }

        var y = year ?? Nearest(anchor!.Value, month);
        return day > DateTime.DaysInMonth(y, month)
            ? null
            : DateMatch.Day(first, last, new DateTimeOffset(y, month, day, 0, 0, 0, anchor?.Offset ?? TimeSpan.Zero), relative: year is null);
    }

    /// <summary>'may' and 'march' are verbs too, and 'mar', 'jan' names: they count when capitalised or beside a number or 'of'.</summary>
    private static bool IsMonth(List<Word> words, int i) =>
        words[i].Lower is not ("may" or "march" or "mar" or "jan" or "jun")
        || (words[i].IsCapitalised && (i > 0 || (i + 1 < words.Count && words[i + 1].IsNumber)));

    private static int? YearAfter(List<Word> words, ref int last)
    {
        var next = last + 1 < words.Count && words[last + 1].Lower == "of" ? last + 2 : last + 1;
        if (next >= words.Count || !CalendarWords.Year(words[next].Lower, out var year))
        {
            return null;
        }

        last = next;
        return year;
    }

    // The year that puts the month within half a year of the anchor.
    private static int Nearest(DateTimeOffset anchor, int month)
    {
        var distance = month - anchor.Month;
        return distance > 6 ? anchor.Year - 1 : distance < -6 ? anchor.Year + 1 : anchor.Year;
    }
}
