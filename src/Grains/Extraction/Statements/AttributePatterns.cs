using FencyGrid.Grains.Extraction.Grammar;
using FencyGrid.Grains.Extraction.Resolution;
using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Grains.Extraction.Statements;

/// <summary>Claims that give an attribute a value: who somebody is, where they live, what they do. Past and future ones name no current value.</summary>
internal static class AttributePatterns
{
    public static Statement? Match(string core, List<Word> words, Clause clause, IReadOnlyList<TemporalExpression> times)
    {
        if (clause.Verb < 0 || clause.Complement >= words.Count)
        {
            return null;
        }

        var current = clause.Time is ClauseTime.Present or ClauseTime.Progressive or ClauseTime.Perfect;
        return clause.Lemma switch
        {
            "be" => Being(core, words, clause, times, current),
            "live" or "reside" or "stay" when clause.Lemma != "stay" => Residence(core, words, clause, times, current),
            "move" or "relocate" => Moved(core, words, clause, times),
            "work" => Working(core, words, clause, times, current),
            "study" or "major" => Studying(core, words, clause, times, current),
            "join" or "start" or "quit" or "leave" => JobChange(core, words, clause, times),
            "marry" or "divorce" => new Statement(FactKinds.Relationship, SubjectRelations.Experienced, "", FactAttributes.MaritalStatus, clause.Lemma == "marry" ? "married" : "divorced"),
            "become" => Becoming(core, words, clause, times),
            _ => null,
        };
    }

    private static Statement? Being(string core, List<Word> words, Clause clause, IReadOnlyList<TemporalExpression> times, bool current)
    {
        if (SubjectNoun(words, clause) is { } noun && Property(core, words, clause, times, noun, current) is { } property)
        {
            return property;
        }

        var at = clause.Complement;
        while (at < words.Count - 1 && (FunctionWords.Adverbs.Contains(words[at].Lower) || words[at].Lower is "now"))
        {
            at++;
        }

        var word = words[at].Lower;
        var next = at + 1 < words.Count ? words[at + 1].Lower : "";
        var attribute = current ? (Func<string, string?>)(a => a) : _ => null;
        switch (word)
        {
            case "born":
                return times.Count > 0
                    ? new Statement(FactKinds.Identity, SubjectRelations.Experienced, TemporalRelevances.Past, FactAttributes.Birthday, times[0].Absolute)
                    : next is "in" or "at" ? new Statement(FactKinds.Identity, SubjectRelations.Experienced, TemporalRelevances.Past, FactAttributes.Birthplace, Phrases.Value(core, words, at + 2, times, place: true)) : null;
            case "named" or "called":
                return new Statement(FactKinds.Identity, SubjectRelations.Mentions, TemporalRelevances.Ongoing, FactAttributes.Name, Phrases.Value(core, words, at + 1, times));
            case "from" when next.Length > 0 && words[at + 1].IsCapitalised:
                return new Statement(FactKinds.Identity, SubjectRelations.Experienced, TemporalRelevances.Ongoing, FactAttributes.Hometown, Phrases.Value(core, words, at + 1, times, place: true));
            case "based" or "living" when next is "in":
                return new Statement(FactKinds.Identity, SubjectRelations.Experienced, "", attribute(FactAttributes.Residence), Phrases.Value(core, words, at + 2, times, place: true));
            case "allergic" when next == "to":
                return new Statement(FactKinds.Identity, SubjectRelations.Experienced, TemporalRelevances.Ongoing, FactAttributes.Allergy, Phrases.Value(core, words, at + 2, times));
        }

        if (words[at].IsNumber && (at + 1 >= words.Count || words[at + 1].AfterBreak || next is "years" or "now" or "today" or "year" or "and" or "already") && int.TryParse(word, out var age) && age is > 0 and < 120)
        {
            return new Statement(FactKinds.Identity, SubjectRelations.Experienced, "", attribute(FactAttributes.Age), word);
        }

        if (StatementWords.Marital.Contains(word))
        {
            return new Statement(FactKinds.Relationship, SubjectRelations.Experienced, "", attribute(FactAttributes.MaritalStatus), word);
        }

        // "a vegan", "a freelance editor", "my sister".
        for (var i = at; i < Math.Min(words.Count, at + 5); i++)
        {
            var lower = words[i].Lower;
            if ((i > at && words[i].AfterBreak) || FunctionWords.Prepositions.Contains(lower) || lower is "who" or "that" or "and")
            {
                break;
            }

            if (StatementWords.Identities.Contains(lower))
            {
                return new Statement(FactKinds.Identity, SubjectRelations.Experienced, "", StatementWords.Diets.Contains(lower) ? attribute(FactAttributes.Diet) : null, lower);
            }

            if (i > at && word is "a" or "an" && StatementWords.IsOccupation(lower) && !Modifies(words, i))
            {
                return new Statement(FactKinds.Role, SubjectRelations.Participates, "", attribute(FactAttributes.Occupation), core[words[at + 1].Start..words[i].End]);
            }

            if (i > at && word is "my" or "our" or "his" or "her" or "their" && Kinship.IsRelation(lower))
            {
                return new Statement(FactKinds.Relationship, SubjectRelations.Mentions, TemporalRelevances.Ongoing, FactAttributes.Relation, lower);
            }
        }

        return null;
    }

    // "my name is", "her birthday is", "our favourite café is".
    private static Statement? Property(string core, List<Word> words, Clause clause, IReadOnlyList<TemporalExpression> times, string noun, bool current)
    {
        if (!current && noun != "birthday")
        {
            return null;
        }

        string? attribute = noun switch
        {
            "name" => FactAttributes.Name,
            "birthday" => FactAttributes.Birthday,
            "hometown" => FactAttributes.Hometown,
            "age" => FactAttributes.Age,
            "job" or "profession" or "occupation" => FactAttributes.Occupation,
            "email" or "email address" => FactAttributes.Email,
            "phone" or "number" or "phone number" => FactAttributes.Phone,
            "major" => FactAttributes.FieldOfStudy,
            "nationality" => FactAttributes.Nationality,
            "employer" => FactAttributes.Employer,
            _ => null,
        };
        for (var i = clause.SubjectStart; i < clause.SubjectEnd - 1; i++)
        {
            if (words[i].Lower is "favourite" or "favorite" or "fave")
            {
                var what = PeopleMentioned.Bare(core[words[i + 1].Start..words[clause.SubjectEnd - 1].End].ToLowerInvariant()).Replace("color", "colour", StringComparison.Ordinal);
                return new Statement(FactKinds.Preference, SubjectRelations.Interested, TemporalRelevances.Ongoing, FactAttributes.FavouritePrefix + what,
                    Phrases.Value(core, words, clause.Complement, times));
            }
        }

        if (attribute is null)
        {
            return null;
        }

        var value = attribute == FactAttributes.Birthday && times.Count > 0 ? times[0].Absolute : Phrases.Value(core, words, clause.Complement, times);
        return new Statement(FactKinds.Identity, SubjectRelations.Mentions, TemporalRelevances.Ongoing, attribute, value, SubjectSuffix: noun);
    }

    private static Statement? Residence(string core, List<Word> words, Clause clause, IReadOnlyList<TemporalExpression> times, bool current)
    {
        var at = clause.Complement;
        while (at < words.Count && words[at].Lower is "here" or "now" or "alone" or "together" or "just" or "outside")
        {
            at++;
        }

        if (at + 1 >= words.Count || words[at].Lower is not ("in" or "near" or "at" or "on"))
        {
            return null;
        }

        return new Statement(FactKinds.Identity, SubjectRelations.Experienced, "", current ? FactAttributes.Residence : null, Phrases.Value(core, words, at + 1, times, place: true));
    }

    private static Statement? Moved(string core, List<Word> words, Clause clause, IReadOnlyList<TemporalExpression> times)
    {
        var to = words.FindIndex(clause.Complement, w => w.Lower == "to");
        if (to < 0 || to - clause.Complement > 6 || to + 1 >= words.Count)
        {
            return null;
        }

        var done = clause.Time is ClauseTime.Past or ClauseTime.Perfect;
        var place = Phrases.Value(core, words, to + 1, times, place: true);
        return new Statement(FactKinds.Event, SubjectRelations.Experienced, done ? TemporalRelevances.Past : TemporalRelevances.Future,
            done && place is not null && char.IsUpper(place[0]) ? FactAttributes.Residence : null, place);
    }

    private static Statement? Working(string core, List<Word> words, Clause clause, IReadOnlyList<TemporalExpression> times, bool current)
    {
        for (var i = clause.Complement; i < Math.Min(words.Count - 1, clause.Complement + 4); i++)
        {
            switch (words[i].Lower)
            {
                case "as":
                    return new Statement(FactKinds.Role, SubjectRelations.Participates, "", current ? FactAttributes.Occupation : null, Phrases.Value(core, words, i + 1, times, place: true));
                case "at" or "for" when words[i + 1].IsCapitalised || (words[i + 1].Lower is "a" or "an" or "the" && !IsSpan(words, i + 2)):
                    return new Statement(FactKinds.Role, SubjectRelations.Participates, "", current ? FactAttributes.Employer : null, Phrases.Value(core, words, i + 1, times, place: true));
            }
        }

        return null;
    }

    // "for a year", "for the past few months".
    private static bool IsSpan(List<Word> words, int i) =>
        i < words.Count && (words[i].Lower is "past" or "last" or "next" or "few" or "couple" or "long" or "while" or "time" or "first" || CalendarWords.Unit(words[i].Lower) != '\0');

    private static Statement? Studying(string core, List<Word> words, Clause clause, IReadOnlyList<TemporalExpression> times, bool current)
    {
        var next = words[clause.Complement].Lower;
        var school = next is "at" or "in" && clause.Complement + 1 < words.Count && next == "at";
        var value = Phrases.Value(core, words, school || next == "in" ? clause.Complement + 1 : clause.Complement, times, place: true);
        return value is null || next is "for" or "with" or "hard"
            ? null
            : new Statement(FactKinds.Role, SubjectRelations.Participates, "", !current ? null : school ? FactAttributes.School : FactAttributes.FieldOfStudy, value);
    }

    // "started at Acme as an editor", "left Acme", "quit my job".
    private static Statement? JobChange(string core, List<Word> words, Clause clause, IReadOnlyList<TemporalExpression> times)
    {
        if (clause.Time is not (ClauseTime.Past or ClauseTime.Perfect))
        {
            return null;
        }

        for (var i = clause.Complement; i < Math.Min(words.Count - 1, clause.Complement + 6); i++)
        {
            if (words[i].Lower == "at" && words[i + 1].IsCapitalised && clause.Lemma == "start")
            {
                return new Statement(FactKinds.Role, SubjectRelations.Participates, "", FactAttributes.Employer, Phrases.Value(core, words, i + 1, times, place: true));
            }

            if (words[i].Lower is "job" && clause.Lemma is "quit" or "leave" or "start")
            {
                return new Statement(FactKinds.Role, SubjectRelations.Experienced, "");
            }
        }

        return null;
    }

    private static Statement? Becoming(string core, List<Word> words, Clause clause, IReadOnlyList<TemporalExpression> times)
    {
        var done = clause.Time is ClauseTime.Past or ClauseTime.Perfect;
        for (var i = clause.Complement; i < Math.Min(words.Count, clause.Complement + 5); i++)
        {
            if (StatementWords.IsOccupation(words[i].Lower))
            {
                return new Statement(FactKinds.Role, done ? SubjectRelations.Participates : SubjectRelations.Wants, done ? "" : TemporalRelevances.Future,
                    done ? FactAttributes.Occupation : null, Phrases.Value(core, words, clause.Complement, times, place: true));
            }
        }

        return null;
    }

    // The noun a subject ends in: "my wife's phone number" gives "phone number".
    private static string? SubjectNoun(List<Word> words, Clause clause)
    {
        if (clause.SubjectEnd - clause.SubjectStart < 2)
        {
            return null;
        }

        var last = PeopleMentioned.Bare(words[clause.SubjectEnd - 1].Lower);
        var before = words[clause.SubjectEnd - 2].Lower;
        return before is "phone" or "email" ? before + " " + last : last;
    }

    // "a teacher training course": the occupation only modifies.
    private static bool Modifies(List<Word> words, int i) =>
        i + 1 < words.Count && !words[i + 1].AfterBreak && !FunctionWords.Stop.Contains(words[i + 1].Lower) && !FunctionWords.Prepositions.Contains(words[i + 1].Lower)
        && words[i + 1].Lower is not ("who" or "now" or "these" or "and") && !CalendarWords.Month(words[i + 1].Lower, out _);
}
