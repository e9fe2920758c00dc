using System.Text.RegularExpressions;
using FencyGrid.Grains.Search.Index;
using FencyGrid.Grains.Text;
using FencyGrid.Grains.Text.Vocabulary;

namespace FencyGrid.Grains.Search.Conversations;

/// <summary>A query read as a question about what was said: what its words weigh and mean, when and of whom it asks.</summary>
internal sealed partial class Question
{
    private readonly ConversationScoring _scoring;
    private readonly QuestionDate[] _dates;
    private readonly uint[] _asked;
    private readonly bool _asksWhen;

    private Question(ConversationScoring scoring, QueryTerm[] terms, uint[] asked, QuestionDate[] dates, bool asksWhen) =>
        (_scoring, Terms, _asked, _dates, _asksWhen) = (scoring, terms, asked, dates, asksWhen);

    internal IReadOnlyList<QueryTerm> Terms { get; }

    /// <summary>Whether a message may be found by its day alone.</summary>
    internal bool FindsByDay => Array.Exists(_dates, date => date.Month > 0);

    internal static Question Read(SearchQuery query, ConversationScoring scoring)
    {
        var dates = QuestionDate.Find(query.Text);
        var dateWords = dates.SelectMany(date => TextAnalyzer.Analyze(date.Words)).ToHashSet(StringComparer.Ordinal);
        var terms = new QueryTerm[query.Terms.Count];
        for (var i = 0; i < terms.Length; i++)
        {
            var hash = TermHash.Of(query.Terms[i]);
            var isDate = dateWords.Contains(query.Terms[i]);
            var isGeneric = GenericWords.Contains(hash);
            terms[i] = new QueryTerm(
                hash,
                isDate ? scoring.DateWordWeight : isGeneric ? scoring.GenericWordWeight : 1,
                isDate ? [] : [.. Related(hash, isGeneric, scoring)]);
        }

        return new Question(
            scoring,
            terms,
            [.. TextAnalyzer.AnalyzeQuery(query.Text).Select(term => TermHash.Of(term))],
            [.. dates.Select(date => date.Date)],
            When().IsMatch(query.Text));
    }

    /// <summary>Whether a message's day counts beside its words.</summary>
    internal bool AsksForDates => _dates.Length > 0;

    /// <summary>No message's score is multiplied by more.</summary>
    internal float LargestFactor => (float)((1 + _scoring.SpeakerBoost) * (1 + _scoring.TimeBoost));

    /// <summary>What a message's score is multiplied by.</summary>
    internal float Factor(PartTraits part)
    {
        var factor = 1.0;
        if (part.Speaker != 0 && _asked.AsSpan().Contains(part.Speaker))
        {
            factor += _scoring.SpeakerBoost;
        }

        if (_asksWhen && part.TellsTime)
        {
            factor *= 1 + _scoring.TimeBoost;
        }

        return (float)(part.IsQuestion ? factor * (1 - _scoring.QuestionPenalty) : factor);
    }

    /// <summary>A message's lexical score by who said it and when; 0 where neither words nor its day speak for it.</summary>
    internal float Adjust(float lexical, PartTraits part)
    {
        var nearness = Nearness(part);
        return lexical <= 0 && nearness < QuestionDate.MonthShare ? 0 : (lexical * Factor(part)) + (float)(_scoring.DateBonus * nearness);
    }

    /// <summary>Keeps a multiplied score below 1 and in its order: as it is up to one half, pressed together above.</summary>
    internal static float Press(float score) => score <= 0.5f ? score : 1 - (0.25f / score);

    private double Nearness(PartTraits part)
    {
        if (_dates.Length == 0 || part.DayNumber == 0)
        {
            return 0;
        }

        var day = DateOnly.FromDayNumber(part.DayNumber);
        var nearest = 0.0;
        foreach (var date in _dates)
        {
            nearest = Math.Max(nearest, date.Nearness(day));
        }

        return nearest;
    }

    private static IEnumerable<RelatedTerm> Related(uint hash, bool isGeneric, ConversationScoring scoring)
    {
        foreach (var form in IrregularForms.Of(hash))
        {
            yield return new RelatedTerm(form, (float)scoring.InflectionWeight);
        }

        // "thing", "make": what they are related to is everything.
        if (isGeneric)
        {
            yield break;
        }

        foreach (var word in RelatedWords.Of(hash))
        {
            if (!IrregularForms.Of(hash).Contains(word))
            {
                yield return new RelatedTerm(word, (float)scoring.RelatedWordWeight);
            }
        }
    }

    [GeneratedRegex(
        @"^\W*(?:(?:in|on|at|by|for|from|since|until|after|before)\s+)?(?:when|how\s+(?:long|recently)|(?:what|which)\s+(?:date|day|month|year|season)|how\s+many\s+(?:day|week|month|year)s)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex When();
}
