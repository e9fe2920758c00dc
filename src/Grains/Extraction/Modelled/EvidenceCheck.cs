using System.Globalization;
using FencyGrid.Grains.Extraction.Entities;
using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Grains.Extraction.Modelled;

/// <summary>
/// Whether a proposed fact's names, numbers and dates are in its evidence. A name may be that of a speaker; a date may be what the
/// evidence's words come to ('last Saturday') or the day it was said on.
/// </summary>
internal static class EvidenceCheck
{
    /// <param name="people">Names of those who speak in the conversation.</param>
    public static bool Holds(string text, IReadOnlyList<ConversationMessage> evidence, IEnumerable<string> people)
    {
        List<List<Word>> said = [.. evidence.Select(message => Scan($"{message.Content} {message.Caption}"))];
        var words = said.SelectMany(list => list).Concat(people.SelectMany(Scan)).Select(word => Bare(word.Lower)).ToHashSet(StringComparer.Ordinal);
        var claimed = Scan(text);
        var dates = TemporalExpressions.Find(text, claimed, null);
        var known = evidence
            .SelectMany((message, i) => TemporalExpressions.Find($"{message.Content} {message.Caption}", said[i], message.Date).Select(time => time.Time).Append(message.Date ?? default))
            .ToList();
        return dates.All(date => known.Exists(time => IsSame(date, time)))
            && claimed.Where(word => IsNumber(word) && !dates.Any(date => word.Start >= date.Start && word.Start < date.End))
                .All(word => said.Exists(list => list.Exists(other => IsNumber(other) && NumberOf(other) == NumberOf(word))))
            && EntityRecognizer.Find(text).SelectMany(Scan).Where(word => char.IsUpper(word.Text[0])).All(word => words.Contains(Bare(word.Lower)));
    }

    private static List<Word> Scan(string text) => WordScanner.Scan(WordScanner.Plain(text));

    private static string Bare(string word) => Resolution.PeopleMentioned.Bare(word).TrimStart('@', '#');

    // "One" is a pronoun as often as a number.
    private static bool IsNumber(Word word) =>
        char.IsAsciiDigit(Plain(word)[0]) || (word.Lower is not ("a" or "an" or "one") && CalendarWords.Number(word.Lower, out _));

    private static string NumberOf(Word word) =>
        CalendarWords.Number(word.Lower, out var number) ? number.ToString(CultureInfo.InvariantCulture) : Plain(word).Replace(",", "", StringComparison.Ordinal);

    private static string Plain(Word word) => word.Lower.TrimStart('$', '\u20ac', '\u00a3');

    private static bool IsSame(TemporalExpression date, DateTimeOffset time) => date.Precision switch
    {
        TimePrecision.Year => date.Time.Year == time.Year,
        TimePrecision.Month => (date.Time.Year, date.Time.Month) == (time.Year, time.Month),
        _ => date.Time.Date == time.Date,
    };
}
