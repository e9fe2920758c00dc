namespace FencyGrid.Grains.Extraction.Times;

/// <summary>Dates that count from the anchor: "yesterday", "last Saturday", "two weekends ago", "the week before last", "in 3 days".</summary>
internal static class RelativeDates
{
    public static DateMatch? Match(List<Word> words, int i, DateTimeOffset anchor)
    {
        var today = new DateTimeOffset(anchor.Date, anchor.Offset);
        return Named(words, i, today)
            ?? BeforeLast(words, i, today)
            ?? LastNextThis(words, i, today)
            ?? Ago(words, i, today)
            ?? InFuture(words, i, today)
            ?? OnWeekday(words, i, today);
    }

    private static DateMatch? Named(List<Word> words, int i, DateTimeOffset today)
    {
        var word = words[i].Lower;
        var next = At(words, i + 1);
        switch (word)
        {
            case "yesterday":
                return DateMatch.Day(i, next is "morning" or "afternoon" or "evening" or "night" ? i + 1 : i, today.AddDays(-1), true);
            case "today" or "tonight":
                return DateMatch.Day(i, i, today, true);
            case "tomorrow":
                return DateMatch.Day(i, next is "morning" or "afternoon" or "evening" or "night" ? i + 1 : i, today.AddDays(1), true);
            case "this" when next is "morning" or "afternoon" or "evening":
                return DateMatch.Day(i, i + 1, today, true);
            case "last" when next is "night" or "evening":
                return DateMatch.Day(i, i + 1, today.AddDays(-1), true);
            case "the" when next == "day" && At(words, i + 2) is "before" or "after" && At(words, i + 3) is "yesterday" or "tomorrow":
                return DateMatch.Day(i, i + 3, today.AddDays(At(words, i + 3) == "yesterday" ? -2 : 2), true);
            case "the" when next == "other" && At(words, i + 2) == "day":
                return null;
            default:
                return null;
        }
    }

    // "the week before last", "the weekend before last", "the Friday before last", "the month after next".
    private static DateMatch? BeforeLast(List<Word> words, int i, DateTimeOffset today)
    {
        if (words[i].Lower != "the" || i + 3 >= words.Count)
        {
            return null;
        }

        var steps = (words[i + 2].Lower, words[i + 3].Lower) switch
        {
            ("before", "last") => -2,
            ("after", "next") => 2,
            _ => 0,
        };
        return steps == 0 ? null : Step(words[i + 1].Lower, steps, i, i + 3, today);
    }

    private static DateMatch? LastNextThis(List<Word> words, int i, DateTimeOffset today)
    {
        var step = words[i].Lower switch
        {
            "last" or "past" => -1,
            "next" or "coming" => 1,
            "this" => 0,
            _ => 2,
        };
        var unit = At(words, i + 1);
        if (step == 2 || unit.Length == 0)
        {
            return null;
        }

        // "this past weekend", "this coming Friday".
        var first = i > 0 && words[i - 1].Lower is "this" or "the" && words[i].Lower is "past" or "coming" ? i - 1 : i;
        if (words[i].Lower is "past" or "coming" && first == i)
        {
            return null;
        }

        if (words[i].Lower == "this" && unit is "past" or "coming")
        {
            return null;
        }

        return Step(unit, step, first, i + 1, today);
    }

    private static DateMatch? Step(string unit, int step, int first, int last, DateTimeOffset today)
    {
        if (CalendarWords.Weekday(unit, out var weekday))
        {
            return DateMatch.Day(first, last, Weekday(today, weekday, step), true);
        }

        var yearStart = new DateTimeOffset(today.Year, 1, 1, 0, 0, 0, today.Offset);
        var monthStart = new DateTimeOffset(today.Year, today.Month, 1, 0, 0, 0, today.Offset);
        return unit switch
        {
            "week" => DateMatch.Week(first, last, Monday(today).AddDays(7 * step), true),
            "weekend" => DateMatch.Weekend(first, last, Saturday(today, step), true),
            "month" => DateMatch.Month(first, last, monthStart.AddMonths(step), true),
            "year" => DateMatch.Year(first, last, yearStart.AddYears(step), true),
            "spring" or "summer" or "autumn" or "fall" or "winter" => Season(unit, step, first, last, today),
            _ => null,
        };
    }

    // "3 years ago", "a couple of weeks ago", "two weekends ago", "a week back".
    private static DateMatch? Ago(List<Word> words, int i, DateTimeOffset today)
    {
        if (!Count(words, i, out var count, out var unitAt) || unitAt + 1 >= words.Count
            || words[unitAt + 1].Lower is not ("ago" or "back" or "earlier"))
        {
            return null;
        }

        return Moved(words[unitAt].Lower, -count, i, unitAt + 1, today);
    }

    // "in 3 days", "in two weeks", "two weeks from now".
    private static DateMatch? InFuture(List<Word> words, int i, DateTimeOffset today)
    {
        if (words[i].Lower == "in" && Count(words, i + 1, out var count, out var unitAt)
            && CalendarWords.Unit(words[unitAt].Lower) is not ('h' or 'n')
            && !(count == 1 && At(words, unitAt + 1) is "of" or "that" or "when"))
        {
            return Moved(words[unitAt].Lower, count, i, unitAt, today);
        }

        return Count(words, i, out count, out unitAt) && At(words, unitAt + 1) == "from" && At(words, unitAt + 2) is "now" or "today"
            ? Moved(words[unitAt].Lower, count, i, unitAt + 2, today)
            : null;
    }

    // "on Friday" is the nearest one; verbs say which way, so the past one is taken unless the words before look ahead.
    private static DateMatch? OnWeekday(List<Word> words, int i, DateTimeOffset today)
    {
        if (!CalendarWords.Weekday(words[i].Lower, out var weekday) || words[i].Lower.Length < 4 || !words[i].IsCapitalised
            || At(words, i - 1) is not ("on" or "since" or "by" or "until" or "for" or "this"))
        {
            return null;
        }

        var ahead = At(words, i - 1) is "by" or "until" or "for" || LooksAhead(words, i);
        var last = At(words, i + 1) is "morning" or "afternoon" or "evening" or "night" ? i + 1 : i;
        return DateMatch.Day(i, last, Weekday(today, weekday, ahead ? 1 : -1), true);
    }

    private static bool LooksAhead(List<Word> words, int i)
    {
        for (var j = 0; j < i; j++)
        {
            if (words[j].Lower is "will" or "going" or "gonna" or "i'll" or "we'll" or "she'll" or "he'll" or "plan" or "planning" or "have" or "is" or "are"
                or "starts" or "leaving" or "meeting" or "i'm" or "we're")
            {
                return true;
            }
        }

        return false;
    }

    private static DateMatch? Moved(string unit, int count, int first, int last, DateTimeOffset today)
    {
        if (Math.Abs(count) > 300)
        {
            return null;
        }

        var yearStart = new DateTimeOffset(today.Year, 1, 1, 0, 0, 0, today.Offset);
        var monthStart = new DateTimeOffset(today.Year, today.Month, 1, 0, 0, 0, today.Offset);
        return CalendarWords.Unit(unit) switch
        {
            'd' => DateMatch.Day(first, last, today.AddDays(count), true),
            'w' => DateMatch.Week(first, last, Monday(today.AddDays(7 * count)), true),
            'f' => DateMatch.Week(first, last, Monday(today.AddDays(14 * count)), true),
            'e' => DateMatch.Weekend(first, last, Saturday(today, count), true),
            'm' => DateMatch.Month(first, last, monthStart.AddMonths(count), true),
            'y' => DateMatch.Year(first, last, yearStart.AddYears(count), true),
            'c' when Math.Abs(count) < 40 => DateMatch.Year(first, last, yearStart.AddYears(10 * count), true),
            'h' or 'n' => DateMatch.Day(first, last, today, true),
            _ when CalendarWords.Weekday(unit.TrimEnd('s'), out var day) => DateMatch.Day(first, last, Weekday(today, day, count), true),
            _ => null,
        };
    }

    // A number, "a couple of", "a few" (three is meant more often than not, but it is open: "few" is no date).
    private static bool Count(List<Word> words, int i, out int count, out int unitAt)
    {
        count = 0;
        unitAt = i + 1;
        if (i >= words.Count)
        {
            return false;
        }

        if (words[i].Lower == "a" && At(words, i + 1) == "couple")
        {
            count = 2;
            unitAt = At(words, i + 2) == "of" ? i + 3 : i + 2;
        }
        else if (!CalendarWords.Number(words[i].Lower, out count) || count == 0)
        {
            return false;
        }

        var unit = At(words, unitAt);
        return unit.Length > 0 && (CalendarWords.Unit(unit) != '\0' || CalendarWords.Weekday(unit.TrimEnd('s'), out _));
    }

    // Seasons of the northern hemisphere, by the month they start in.
    private static DateMatch Season(string season, int step, int first, int last, DateTimeOffset today)
    {
        var month = season switch { "spring" => 3, "summer" => 6, "winter" => 12, _ => 9 };
        var year = today.Year + step;
        if (step == -1 && month + 2 < today.Month)
        {
            year = today.Year;
        }
        else if (step == 1 && month > today.Month)
        {
            year = today.Year;
        }

        var start = new DateTimeOffset(year, month, 1, 0, 0, 0, today.Offset);
        return new DateMatch(first, last, start, TimePrecision.Month, $"{season} {year}", "in", true);
    }

    /// <summary>Step -1: the last one before the day; 1: the next one after it; 0: the one of its week; further steps add weeks.</summary>
    private static DateTimeOffset Weekday(DateTimeOffset today, DayOfWeek weekday, int step)
    {
        if (step == 0)
        {
            return Monday(today).AddDays(((int)weekday + 6) % 7);
        }

        var back = ((int)today.DayOfWeek - (int)weekday + 7) % 7;
        return step < 0
            ? today.AddDays(-(back == 0 ? 7 : back) - 7 * (-step - 1))
            : today.AddDays(7 - back + 7 * (step - 1));
    }

    // On a weekend day "last weekend" is the one before; "this weekend" the one of the week.
    private static DateTimeOffset Saturday(DateTimeOffset today, int step) => Monday(today).AddDays(5 + 7 * step);

    private static DateTimeOffset Monday(DateTimeOffset today) => today.AddDays(-(((int)today.DayOfWeek + 6) % 7));

    private static string At(List<Word> words, int i) => i >= 0 && i < words.Count ? words[i].Lower : "";
}
