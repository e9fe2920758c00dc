using System.Text.RegularExpressions;

namespace FencyGrid.Grains.Search.Conversations;

/// <summary>A day, a month or a year that a question names in English or as ISO 8601. Parts that it does not name are 0.</summary>
internal readonly partial record struct QuestionDate(int Year, int Month, int Day)
{
    /// <summary>The nearness of the named month; what is at least so near is found by its date alone.</summary>
    internal const double MonthShare = 0.5;

    private const string MonthName =
        "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";

    private const string Months = "janfebmaraprmayjunjulaugsepoctnovdec";

    // Much is told some days after it happened, some a little before.
    private const int DaysAfter = 14;
    private const int DaysBefore = 7;
    private const int DaysAfterMonth = 21;
    private const double AfterShare = 0.5;
    private const double BeforeShare = 0.2;
    private const double YearShare = 0.1;

    /// <summary>The dates, each with the words that name it.</summary>
    internal static List<(QuestionDate Date, string Words)> Find(string text)
    {
        var found = new List<(QuestionDate, string)>();
        foreach (Match match in Pattern().Matches(text))
        {
            var month = match.Groups["iso"].Success ? Number(match, "iso") : match.Groups["m"].Success ? MonthOf(match.Groups["m"].Value) : 0;
            var (year, day) = (Number(match, "y"), Number(match, "d"));
            if (month > 12 || (month > 0 && day == 0 && year == 0 && IsOtherWord(match)))
            {
                continue;
            }

            found.Add((new QuestionDate(year, month, month > 0 && day <= DateTime.DaysInMonth(year > 0 ? year : 2000, month) ? day : 0), match.Value));
        }

        return found;
    }

    /// <summary>How near a message of that day is to the date, 0 to 1.</summary>
    internal double Nearness(DateOnly said)
    {
        if (Month == 0)
        {
            return said.Year == Year ? YearShare : 0;
        }

        if (Day == 0)
        {
            return IsInMonth(said) ? MonthShare
                : said.DayNumber >= DaysAfterMonth && IsInMonth(said.AddDays(-DaysAfterMonth)) ? MonthShare * AfterShare
                : 0;
        }

        var year = Year > 0 ? Year : said.Year;
        var days = said.DayNumber - new DateOnly(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month))).DayNumber;
        return days switch
        {
            0 => 1,
            > 0 and <= DaysAfter => AfterShare * (1 - (days / (DaysAfter + 1d))),
            < 0 and >= -DaysBefore => BeforeShare,
            _ => 0,
        };
    }

    private bool IsInMonth(DateOnly day) => day.Month == Month && (Year == 0 || day.Year == Year);

    /// <summary>"May" and "march" are months only where something says so.</summary>
    private static bool IsOtherWord(Match match) =>
        match.Groups["m"].Value.ToLowerInvariant() is "may" or "march" or "mar" or "jan" or "dec" or "sep" && !match.Groups["in"].Success;

    private static int MonthOf(string name) => (Months.IndexOf(name[..3], StringComparison.OrdinalIgnoreCase) / 3) + 1;

    private static int Number(Match match, string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, provider: null) : 0;

    [GeneratedRegex(
        @"\b(?<y>(?:19|20)[0-9]{2})-(?<iso>[0-9]{1,2})(?:-(?<d>[0-9]{1,2}))?\b"
        + @"|(?<in>\b(?:in|during|since|by|until|till|of|last|next|this|early|mid|late|between|from)\s+)?(?:\b(?<d>[0-9]{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?"
        + @"\b(?<m>" + MonthName + @")\b\.?(?:\s+(?<d>[0-9]{1,2})(?:st|nd|rd|th)?\b)?(?:,?\s+(?:of\s+)?(?<y>(?:19|20)[0-9]{2})\b)?"
        + @"|\b(?<y>(?:19|20)[0-9]{2})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
