using FencyGrid.Grains.Extraction.Grammar;

namespace FencyGrid.Grains.Extraction.Resolution;

/// <summary>Fits verbs to a third person.</summary>
internal static class VerbAgreement
{
    /// <summary>The index of the verb after a subject, past adverbs; -1 when none follows.</summary>
    public static int VerbAfter(List<Word> words, int subject)
    {
        for (var i = subject + 1; i < words.Count && i <= subject + 4; i++)
        {
            if (words[i].AfterBreak && i == subject + 1)
            {
                return -1;
            }

            if (words[i].Lower is "no" or "longer" && i + 1 < words.Count && (words[i].Lower == "longer" || words[i + 1].Lower == "longer"))
            {
                continue;
            }

            if (!FunctionWords.Adverbs.Contains(words[i].Lower) && !words[i].Lower.EndsWith("ly", StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The third person singular of a verb that stood with 'I' or 'you'; null when it stays as it is.</summary>
    public static string? Singular(string verb)
    {
        switch (verb)
        {
            case "am" or "are":
                return "is";
            case "were":
                return "was";
            case "have":
                return "has";
            case "do":
                return "does";
            case "don't":
                return "doesn't";
            case "haven't":
                return "hasn't";
            case "aren't" or "ain't":
                return "isn't";
            case "weren't":
                return "wasn't";
            case "gonna":
                return "is going to";
            case "gotta":
                return "has to";
            case "wanna":
                return "wants to";
        }

        if (FunctionWords.Auxiliaries.Contains(verb) || !verb.All(char.IsLetter))
        {
            return null;
        }

        if (!VerbForms.TryGet(verb, out _, out var tense))
        {
            if (FunctionWords.Stop.Contains(verb) || FunctionWords.Prepositions.Contains(verb) || verb.Length < 3)
            {
                return null;
            }

            tense = VerbForms.Judge(verb).Tense;
        }

        return tense == VerbTense.Base ? VerbForms.ThirdPerson(verb) : null;
    }

    /// <summary>
    /// Later verbs that share the subject: "work here and live there". Stops at an infinitive, whose 'and' may coordinate with it,
    /// and where another subject begins.
    /// </summary>
    public static void Coordinated(List<Word> words, int verb, Action<int, string> replace)
    {
        if (Singular(words[verb].Lower) is null || FunctionWords.Auxiliaries.Contains(words[verb].Lower))
        {
            return;
        }

        for (var i = verb + 1; i < words.Count - 1; i++)
        {
            var word = words[i].Lower;
            if (word is "to" or "i" or "we" or "that" or "who" or "when" or "because" or "if" or "my")
            {
                if (word is "my" or "to" && i + 2 < words.Count && VerbForms.TryGet(words[i + 1].Lower, out _, out var t) && t == VerbTense.Base)
                {
                    return;
                }

                if (word is not ("my" or "to"))
                {
                    return;
                }
            }

            if (word is "and" or "but")
            {
                var at = VerbAfter(words, i);
                if (at > 0 && VerbForms.TryGet(words[at].Lower, out var lemma, out var tense) && tense == VerbTense.Base
                    && lemma is not ("work" or "care" or "hope" or "love" or "dance" or "cook" or "hike" or "swim" or "camp" or "travel" or "play" or "practice" or "support" or "rest")
                    && at + 1 < words.Count)
                {
                    replace(at, VerbForms.ThirdPerson(words[at].Lower));
                }
                else if (at > 0 && VerbForms.TryGet(words[at].Lower, out lemma, out tense) && tense == VerbTense.Base
                    && at + 1 < words.Count && (FunctionWords.Prepositions.Contains(words[at + 1].Lower) || FunctionWords.Determiners.Contains(words[at + 1].Lower)))
                {
                    replace(at, VerbForms.ThirdPerson(words[at].Lower));
                }
            }
        }
    }
}
