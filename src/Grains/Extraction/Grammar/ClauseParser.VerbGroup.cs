namespace FencyGrid.Grains.Extraction.Grammar;

internal static partial class ClauseParser
{
    private static Clause VerbGroup(List<Word> words, SubjectKind kind, int subjectStart, int subjectEnd, bool contracted = false)
    {
        var time = ClauseTime.Present;
        var negated = false;
        var i = subjectEnd;
        var be = false;
        var have = false;
        var doing = false;
        var aux = -1;
        var contraction = subjectEnd > subjectStart ? Tail(words[subjectEnd - 1].Lower, contracted, kind) : "";
        switch (contraction)
        {
            case "be":
                be = true;
                aux = subjectEnd - 1;
                break;
            case "have":
                have = true;
                aux = subjectEnd - 1;
                break;
            case "will":
                time = ClauseTime.Future;
                break;
            case "would":
                time = ClauseTime.Modal;
                break;
        }

        for (; i < words.Count; i++)
        {
            var word = words[i].Lower;
            var isVerbWord = true;
            switch (word)
            {
                case "am" or "is" or "are" or "be" or "isn't" or "aren't" or "ain't":
                    be = true;
                    break;
                case "was" or "were" or "wasn't" or "weren't":
                    be = true;
                    time = ClauseTime.Past;
                    break;
                case "been" or "being":
                    be = true;
                    time = word == "been" && time != ClauseTime.Future ? ClauseTime.Perfect : time;
                    break;
                case "have" or "has" or "haven't" or "hasn't":
                    have = true;
                    break;
                case "had" or "hadn't":
                    have = true;
                    time = ClauseTime.Past;
                    break;
                case "did" or "didn't":
                    doing = true;
                    time = ClauseTime.Past;
                    break;
                case "do" or "does" or "don't" or "doesn't":
                    doing = true;
                    break;
                case "will" or "won't" or "shall" or "gonna":
                    time = ClauseTime.Future;
                    be = false;
                    break;
                case "would" or "could" or "should" or "might" or "may" or "can" or "must" or "can't" or "cannot" or "couldn't" or "wouldn't" or "shouldn't":
                    time = ClauseTime.Modal;
                    break;
                default:
                    isVerbWord = false;
                    break;
            }

            if (isVerbWord)
            {
                aux = i;
                negated |= FunctionWords.IsNegation(word);
                continue;
            }

            if (word == "no" && i + 2 < words.Count && words[i + 1].Lower == "longer")
            {
                negated = true;
                i++;
                continue;
            }

            if (FunctionWords.IsNegation(word) && word != "no")
            {
                negated = true;
                continue;
            }

            if (be && word == "going" && i + 2 < words.Count && words[i + 1].Lower == "to" && Verbish(words[i + 2].Lower))
            {
                time = ClauseTime.Future;
                be = false;
                i++;
                continue;
            }

            if (word == "used" && i + 2 < words.Count && words[i + 1].Lower == "to" && !be)
            {
                time = ClauseTime.UsedTo;
                i++;
                continue;
            }

            if (FunctionWords.Adverbs.Contains(word) && i + 1 < words.Count)
            {
                continue;
            }

            break;
        }

        if (i >= words.Count)
        {
            return aux < 0 ? NoVerb(subjectStart) with { Subject = kind, SubjectEnd = subjectEnd }
                : new Clause(kind, subjectStart, subjectEnd, aux, be ? "be" : have ? "have" : "do", time, negated, words.Count);
        }

        var (lemma, tense) = VerbForms.Judge(words[i].Lower);
        if (be)
        {
            if (tense == VerbTense.Gerund && VerbForms.TryGet(words[i].Lower, out lemma, out _) && lemma is not ("excit" or "interest"))
            {
                return new Clause(kind, subjectStart, subjectEnd, i, lemma, time is ClauseTime.Present ? ClauseTime.Progressive : time, negated, i + 1);
            }

            return new Clause(kind, subjectStart, subjectEnd, aux, "be", time, negated, i);
        }

        if (have)
        {
            var known = VerbForms.TryGet(words[i].Lower, out lemma, out tense);
            if ((known && tense is VerbTense.Participle or VerbTense.Past or VerbTense.BaseOrPast && words[i].Lower is not ("left" or "set"))
                || (!known && words[i].Lower.EndsWith("ed", StringComparison.Ordinal)))
            {
                lemma = known ? lemma : VerbForms.Judge(words[i].Lower).Lemma;
                return new Clause(kind, subjectStart, subjectEnd, i, lemma, ClauseTime.Perfect, negated, i + 1);
            }

            return new Clause(kind, subjectStart, subjectEnd, aux, "have", time, negated, i);
        }

        if (doing && !Verbish(words[i].Lower))
        {
            return new Clause(kind, subjectStart, subjectEnd, aux, "do", time, negated, i);
        }

        if (time == ClauseTime.Present && tense is VerbTense.Past or VerbTense.Participle)
        {
            time = ClauseTime.Past;
        }
        else if (time == ClauseTime.Present && tense == VerbTense.Gerund)
        {
            time = ClauseTime.Progressive;
        }

        return new Clause(kind, subjectStart, subjectEnd, i, lemma, time, negated, i + 1);
    }

    private static string Tail(string word, bool contracted, SubjectKind kind)
    {
        if (word is "im")
        {
            return "be";
        }

        if (word is "ive")
        {
            return "have";
        }

        var apostrophe = word.LastIndexOf('\'');
        return apostrophe < 0 ? "" : word[apostrophe..] switch
        {
            "'m" or "'re" => "be",
            "'s" => contracted || kind is SubjectKind.Person or SubjectKind.Deictic ? "be" : "",
            "'ve" => "have",
            "'ll" => "will",
            "'d" => "would",
            _ => "",
        };
    }
}
