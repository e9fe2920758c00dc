using FencyGrid.Grains.Extraction.Grammar;
using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Grains.Extraction.Statements;

/// <summary>Tells what a statement claims, by its subject, its verb and what follows. What fits no pattern is general.</summary>
internal static class StatementRecognizer
{
    public static Statement Recognize(string core, List<Word> words, Clause clause, IReadOnlyList<TemporalExpression> times, DateTimeOffset? saidAt)
    {
        var statement = AttributePatterns.Match(core, words, clause, times)
            ?? PossessionPatterns.Match(core, words, clause, times)
            ?? ByVerb(core, words, clause, times)
            ?? new Statement(FactKinds.General, SubjectRelations.Mentions, "");
        return statement with
        {
            Polarity = statement.Polarity && !clause.Negated,
            TemporalRelevance = statement.TemporalRelevance.Length > 0 ? statement.TemporalRelevance : Relevance(words, clause, times, saidAt),
        };
    }

    private static Statement? ByVerb(string core, List<Word> words, Clause clause, IReadOnlyList<TemporalExpression> times)
    {
        var next = clause.Complement < words.Count ? words[clause.Complement].Lower : "";
        if (StatementWords.Liking.Contains(clause.Lemma) && clause.Time is not ClauseTime.Past || Stands(words, clause))
        {
            // "I'd love to visit Peru": a wish, not a taste.
            return clause.Time == ClauseTime.Modal && next == "to"
                ? new Statement(FactKinds.Preference, SubjectRelations.Wants, TemporalRelevances.Future)
                : new Statement(FactKinds.Preference, SubjectRelations.Interested, TemporalRelevances.Ongoing, FactAttributes.Likes,
                    Phrases.Value(core, words, clause.Complement, times), Polarity: !StatementWords.Disliking.Contains(clause.Lemma) && !Stands(words, clause));
        }

        if (clause.Lemma == "be" && Interest(words, clause) is var at && at > 0)
        {
            return new Statement(FactKinds.Preference, SubjectRelations.Interested, TemporalRelevances.Ongoing, FactAttributes.Likes, Phrases.Value(core, words, at, times));
        }

        if (clause.Lemma is "think" or "believe" or "feel" or "find" && clause.Time is ClauseTime.Present or ClauseTime.Progressive && clause.IsFirstPerson)
        {
            return new Statement(FactKinds.Preference, SubjectRelations.Mentions, TemporalRelevances.Ongoing);
        }

        if (StatementWords.Wanting.Contains(clause.Lemma) && clause.Time is not ClauseTime.Past)
        {
            return new Statement(FactKinds.Event, SubjectRelations.Wants, TemporalRelevances.Future);
        }

        if (StatementWords.Skills.Contains(clause.Lemma) && clause.Subject != SubjectKind.Group && Can(words, clause))
        {
            return new Statement(FactKinds.General, SubjectRelations.Participates, TemporalRelevances.Ongoing, FactAttributes.Skill,
                core[words[clause.Verb].Start..words[Math.Min(words.Count, clause.Complement + 2) - 1].End]);
        }

        if (clause.Time == ClauseTime.Future || (clause.Time == ClauseTime.Progressive && times.Any(t => t.IsRelative && IsAhead(words, t))))
        {
            return new Statement(FactKinds.Event, Relation(clause.Lemma, SubjectRelations.Wants), TemporalRelevances.Future);
        }

        if (clause.Verb >= 0 && clause.Lemma is not ("be" or "have" or "do") && clause.Time is ClauseTime.Past or ClauseTime.Perfect)
        {
            return new Statement(FactKinds.Event, Relation(clause.Lemma, SubjectRelations.Experienced), "");
        }

        if (times.Count > 0)
        {
            return new Statement(FactKinds.Event, SubjectRelations.Experienced, "");
        }

        return clause.IsFirstPerson && clause.Lemma.Length > 0 && clause.Lemma is not ("be" or "have")
            ? new Statement(FactKinds.General, Relation(clause.Lemma, SubjectRelations.Participates), "")
            : null;
    }

    private static string Relation(string lemma, string otherwise) =>
        StatementWords.Leading.Contains(lemma) ? SubjectRelations.Leads
        : StatementWords.Joining.Contains(lemma) ? SubjectRelations.Participates
        : otherwise;

    private static string Relevance(List<Word> words, Clause clause, IReadOnlyList<TemporalExpression> times, DateTimeOffset? saidAt)
    {
        if (IsRecurring(words))
        {
            return TemporalRelevances.Recurring;
        }

        if (clause.Time == ClauseTime.Future)
        {
            return TemporalRelevances.Future;
        }

        if (times.Count > 0 && times[0].Precision <= TimePrecision.Day && clause.Time is ClauseTime.Past)
        {
            return TemporalRelevances.OneTime;
        }

        if (times.Count > 0 && saidAt is { } now && clause.Time is not ClauseTime.Past and not ClauseTime.Perfect && times[0].Time > now)
        {
            return TemporalRelevances.Future;
        }

        return clause.Time switch
        {
            ClauseTime.Past or ClauseTime.UsedTo => TemporalRelevances.Past,
            ClauseTime.Perfect when clause.Lemma is not ("be" or "have" or "live" or "work" or "know") => TemporalRelevances.Past,
            _ => TemporalRelevances.Ongoing,
        };
    }

    private static bool IsRecurring(List<Word> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i].Lower;
            if (word is "usually" or "often" or "always" or "regularly" or "weekly" or "daily" or "monthly" or "yearly" or "annually" or "sometimes" or "weekends" or "mornings" or "evenings"
                or "mondays" or "tuesdays" or "wednesdays" or "thursdays" or "fridays" or "saturdays" or "sundays"
                || (word is "every" or "each" && i + 1 < words.Count && (CalendarWords.Unit(words[i + 1].Lower) != '\0' || CalendarWords.Weekday(words[i + 1].Lower, out _)
                    || words[i + 1].Lower is "morning" or "evening" or "night" or "summer" or "winter" or "spring" or "other"))
                || (word is "once" or "twice" or "times" && i + 2 < words.Count && words[i + 1].Lower is "a" or "per" && CalendarWords.Unit(words[i + 2].Lower) != '\0'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAhead(List<Word> words, TemporalExpression time) =>
        time.Text.Contains("next", StringComparison.OrdinalIgnoreCase) || time.Text.Contains("tomorrow", StringComparison.OrdinalIgnoreCase)
        || time.Text.StartsWith("in ", StringComparison.OrdinalIgnoreCase) || time.Text.StartsWith("this ", StringComparison.OrdinalIgnoreCase)
        || words.Exists(w => w.Lower is "soon");

    // "can't stand", "can't bear".
    private static bool Stands(List<Word> words, Clause clause) =>
        clause.Negated && clause.Time == ClauseTime.Modal && clause.Lemma is "stand" or "bear" && clause.Complement < words.Count;

    // "keen on", "into", "a fan of", "interested in", "fond of", "passionate about", "obsessed with".
    private static int Interest(List<Word> words, Clause clause)
    {
        for (var i = clause.Complement; i < Math.Min(words.Count - 1, clause.Complement + 4); i++)
        {
            switch (words[i].Lower)
            {
                case "into":
                    return i + 1;
                case "keen" or "interested" or "fond" or "passionate" or "obsessed" or "fan" or "crazy" when words[i + 1].Lower is "on" or "in" or "of" or "about" or "with":
                    return i + 2 < words.Count ? i + 2 : -1;
            }
        }

        return -1;
    }

    private static bool Can(List<Word> words, Clause clause)
    {
        for (var i = clause.SubjectEnd; i < clause.Verb; i++)
        {
            if (words[i].Lower is "can" or "can't" or "cannot")
            {
                return true;
            }
        }

        // "plays the violin", "speaks Danish".
        return clause.Time == ClauseTime.Present && clause.Lemma is "play" or "speak";
    }
}
