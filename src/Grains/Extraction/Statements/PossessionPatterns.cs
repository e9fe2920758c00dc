using FencyGrid.Grains.Extraction.Grammar;
using FencyGrid.Grains.Extraction.Resolution;
using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Grains.Extraction.Statements;

/// <summary>Claims of having: things, pets, people.</summary>
internal static class PossessionPatterns
{
    public static Statement? Match(string core, List<Word> words, Clause clause, IReadOnlyList<TemporalExpression> times)
    {
        var getting = StatementWords.Getting.Contains(clause.Lemma) && clause.Time is ClauseTime.Past or ClauseTime.Perfect;
        if (clause.Verb < 0 || !(clause.Lemma is "have" or "own" or "drive" or "keep" || getting) || (clause.Lemma == "have" && clause.Time == ClauseTime.Progressive) || clause.Complement >= words.Count)
        {
            return null;
        }

        var at = clause.Complement;
        double? quantity = null;
        var determined = false;
        for (; at < words.Count; at++)
        {
            var word = words[at].Lower;
            if (word is "a" or "an")
            {
                quantity ??= 1;
                determined = true;
            }
            else if (CalendarWords.Number(word, out var number))
            {
                quantity = number;
                determined = true;
            }
            else if (word is "my" or "our" or "some" or "the" or "new" or "this" or "his" or "her" or "got" or "me" or "myself" or "another" or "few" or "several")
            {
                determined |= word is not ("got" or "me" or "myself" or "new");
                quantity ??= word == "another" ? 1 : null;
            }
            else if (!FunctionWords.Adverbs.Contains(word))
            {
                break;
            }
        }

        // Things are determined ("a dog", "two cats"); "have fun", "have to" and "got tired" are not.
        if (!determined || at >= words.Count || FunctionWords.Stop.Contains(words[at].Lower))
        {
            return null;
        }

        var head = Head(words, at);
        var noun = words[head].Lower;

        // "a quick and easy recipe": what stands before the "and" is no noun.
        if (head + 2 < words.Count && words[head + 1].Lower == "and" && !words[head + 1].AfterBreak && head == at
            && !FunctionWords.Determiners.Contains(words[head + 2].Lower) && head + 3 < words.Count && !FunctionWords.Stop.Contains(words[head + 3].Lower))
        {
            return null;
        }

        if (Kinship.TryGet(noun, out _) && noun is not ("dog" or "cat" or "puppy" or "kitten" or "pet" or "pets") && clause.Lemma is "have")
        {
            return new Statement(FactKinds.Relationship, SubjectRelations.Mentions, "", FactAttributes.Relation, noun, null, quantity);
        }

        if (StatementWords.Abstract.Contains(noun) || StatementWords.Abstract.Contains(Singular(noun)) || StatementWords.Abstract.Contains(words[at].Lower) || Kinship.IsRelation(noun) && noun.EndsWith('r'))
        {
            return null;
        }

        return new Statement(FactKinds.Inventory, SubjectRelations.Owns, getting ? TemporalRelevances.OneTime : "", FactAttributes.Owns,
            core[words[at].Start..words[head].End], Singular(noun), quantity);
    }

    // The last word of the noun phrase that starts here.
    private static int Head(List<Word> words, int at)
    {
        var head = at;
        for (var i = at + 1; i < words.Count && i < at + 4; i++)
        {
            var word = words[i].Lower;
            if (words[i].AfterBreak || FunctionWords.Stop.Contains(word) || FunctionWords.Prepositions.Contains(word) || FunctionWords.Auxiliaries.Contains(word)
                || word is "named" or "called" or "who" or "last" or "yesterday" or "today" or "tonight" or "tomorrow" or "next" or "coming" or "recently" or "years" or "together" || words[i].IsCapitalised && !words[i - 1].IsCapitalised
                || (VerbForms.TryGet(word, out _, out var tense) && tense is VerbTense.Past or VerbTense.Gerund or VerbTense.Participle))
            {
                break;
            }

            head = i;
        }

        return head;
    }

    private static string Singular(string noun) =>
        noun.EndsWith("ies", StringComparison.Ordinal) && noun.Length > 4 ? noun[..^3] + "y"
        : noun is "puppies" ? "puppy"
        : noun.EndsWith("sses", StringComparison.Ordinal) || noun.EndsWith("xes", StringComparison.Ordinal) || noun.EndsWith("ches", StringComparison.Ordinal) ? noun[..^2]
        : noun.EndsWith('s') && !noun.EndsWith("ss", StringComparison.Ordinal) && noun.Length > 3 ? noun[..^1] : noun;
}
