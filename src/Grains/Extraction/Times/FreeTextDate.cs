using System.Globalization;

namespace FencyGrid.Grains.Extraction.Times;

/// <summary>Reads a date that a caller wrote: ISO 8601 and common English forms. Anything else is not a date, rather than a guess.</summary>
public static class FreeTextDate
{
    private const int MaxLength = 80;

    private static readonly string[] IsoForms =
    [
        "yyyy-MM-dd", "yyyy-MM", "yyyyMMdd",
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy/MM/dd", "yyyy/MM/dd HH:mm", "yyyy/MM/dd HH:mm:ss",
    ];

    /// <summary>The instant, UTC where no offset is given; null when the text is not a date.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxLength)
        {
            return null;
        }

        var trimmed = text.Trim();
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal;
        if (DateTimeOffset.TryParseExact(trimmed, IsoForms, CultureInfo.InvariantCulture, styles, out var iso))
        {
            return iso;
        }

        return ParseEnglish(trimmed);
    }

    // Every word must be accounted for, so that a sentence with a date in it is not itself a date.
    private static DateTimeOffset? ParseEnglish(string text)
    {
        int? day = null, month = null, year = null;
        (int Hour, int Minute, int Second)? time = null;
        var offset = TimeSpan.Zero;
        var words = text.ToLowerInvariant().Replace("a.m.", "am", StringComparison.Ordinal).Replace("p.m.", "pm", StringComparison.Ordinal)
            .Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i].TrimEnd('.');
            var next = i + 1 < words.Length ? words[i + 1] : null;
            if (word is "on" or "at" or "of" or "the" or "-" or "|")
            {
                continue;
            }

            if (CalendarWords.Weekday(word, out _))
            {
                continue;
            }

            if (word is "utc" or "gmt" or "z" && time is not null)
            {
                continue;
            }

            if (time is not null && Offset(word, out var given))
            {
                offset = given;
                continue;
            }

            if (month is null && CalendarWords.Month(word, out var m))
            {
                month = m;
            }
            else if (time is null && ClockTime.Read(word, next, out var clock, out var tookNext))
            {
                time = clock;
                i += tookNext ? 1 : 0;
            }
            else if (year is null && CalendarWords.Year(word, out var y))
            {
                year = y;
            }
            else if (day is null && CalendarWords.DayNumber(word, out var d))
            {
                day = d;
            }
            else
            {
                return null;
            }
        }

        if (month is null || year is null || (day is null && time is not null) || (day ?? 1) > DateTime.DaysInMonth(year.Value, month.Value))
        {
            return null;
        }

        var (hour, minute, second) = time ?? default;
        return new DateTimeOffset(year.Value, month.Value, day ?? 1, hour, minute, second, offset);
    }

    private static bool Offset(string word, out TimeSpan offset)
    {
        offset = default;
        if (word.Length is < 5 or > 6 || word[0] is not ('+' or '-'))
        {
            return false;
        }

        var digits = word[1..].Replace(":", "", StringComparison.Ordinal);
        if (digits.Length != 4 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number / 100 > 14 || number % 100 > 59)
        {
            return false;
        }

        offset = new TimeSpan(number / 100, number % 100, 0) * (word[0] == '-' ? -1 : 1);
        return true;
    }
}
