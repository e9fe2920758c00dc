namespace FencyGrid.Grains.Extraction.Grammar;

/// <summary>Finds subject and verb group of a sentence's main clause by closed word classes and the verb lexicon: shallow, but one pass.</summary>
internal static partial class ClauseParser
{
    private const int MaxSubjectWords = 9;

    public static Clause Parse(List<Word> words)
    {
        var start = SkipLead(words);
        if (start >= words.Count)
        {
            return NoVerb(start);
        }

        var first = words[start].Lower;
        var kind = Kind(first);
        if (kind is { } pronoun && !(pronoun is SubjectKind.SpeakersOwn or SubjectKind.AddresseesOwn))
        {
            // "this house was built": a determiner with a noun, not a deictic.
            if (pronoun == SubjectKind.Deictic && first is "this" or "that" or "these" or "those" && start + 1 < words.Count && IsNounAfter(words, start + 1))
            {
                return NounSubject(words, start, SubjectKind.Deictic);
            }

            // "he and Tom", "me and my sister": the whole is the subject.
            var end = start + 1;
            if (end + 1 < words.Count && words[end].Lower is "and" or "&" && !first.Contains('\'', StringComparison.Ordinal)
                && !FunctionWords.Auxiliaries.Contains(words[end + 1].Lower) && first is "me" or "i" or "he" or "she")
            {
                return NounSubject(words, start, pronoun == SubjectKind.Speaker ? SubjectKind.Speaker : pronoun);
            }

            return VerbGroup(words, pronoun, start, end);
        }

        if (kind is { } own)
        {
            return NounSubject(words, start, own);
        }

        // No subject: "Went hiking", "Gonna move", "Just got back", "Been busy" speak of the speaker.
        var verbAt = start;
        while (verbAt < words.Count - 1 && FunctionWords.Adverbs.Contains(words[verbAt].Lower))
        {
            verbAt++;
        }

        var verb = words[verbAt].Lower;
        if (verb is "let's")
        {
            return VerbGroup(words, SubjectKind.Imperative, start, start + 1);
        }

        if (verb is "gonna" or "wanna" or "gotta" or "been" or "can't" or "didn't" or "haven't" or "couldn't" or "don't" or "won't" or "had")
        {
            return verb == "don't" && verbAt == start
                ? VerbGroup(words, SubjectKind.Imperative, start, start)
                : VerbGroup(words, SubjectKind.Speaker, start, start);
        }

        if (VerbForms.TryGet(verb, out _, out var tense) && !words[verbAt].AfterBreak)
        {
            if (tense is VerbTense.Past or VerbTense.Participle && !IsParticipleNoun(words, verbAt))
            {
                // "Made me think": what did so is not the speaker.
                var other = verbAt + 1 < words.Count && words[verbAt + 1].Lower is "me" or "us";
                return VerbGroup(words, other && verb is not "told" and not "bought" and not "got" ? SubjectKind.Deictic : SubjectKind.Speaker, start, start);
            }

            if (tense is VerbTense.Base or VerbTense.BaseOrPast && !LooksLikeNoun(words, verbAt))
            {
                // "Love hiking", "Hope to move": feelings of the speaker; any other base form is a command.
                var feeling = verb is "love" or "hope" or "plan" or "feel" or "prefer" or "hate" or "like" or "enjoy" or "miss" or "need" or "want" or "live" or "work" or "wish" or "think" or "believe" or "appreciate";
                return VerbGroup(words, feeling ? SubjectKind.Speaker : SubjectKind.Imperative, start, start);
            }

            if (tense == VerbTense.Gerund && !HasFiniteVerb(words, verbAt + 1))
            {
                return VerbGroup(words, SubjectKind.Speaker, start, start);
            }
        }

        return NounSubject(words, start, SubjectKind.Noun);
    }

    // Connectives, discourse markers and a leading time or place phrase: "So, last week, I ...".
    private static int SkipLead(List<Word> words)
    {
        var i = 0;
        while (i < words.Count && words[i].Lower is "and" or "but" or "so" or "also" or "plus" or "then" or "well" or "because" or "cause" or "cuz" or "though" or "although" or "yeah" or "yes" or "no" or "nope" or "oh" or "anyway" or "btw")
        {
            i++;
        }

        // "Actually I moved", "Recently my sister called".
        if (i + 1 < words.Count && (FunctionWords.Adverbs.Contains(words[i].Lower) || words[i].Lower.EndsWith("ly", StringComparison.Ordinal)) && Kind(words[i + 1].Lower) is not null)
        {
            i++;
        }

        if (i < words.Count && Kind(words[i].Lower) is not null and not SubjectKind.Deictic)
        {
            return i;
        }

        // "Last week I ...", "After the show, we ...", "When I was ten, my ...": the first personal pronoun that heads a clause.
        var limit = Math.Min(words.Count, i + 12);
        var subordinate = i < words.Count && words[i].Lower is "when" or "while" or "after" or "before" or "since" or "as" or "if" or "once" or "whenever" or "until";
        var leading = i < words.Count && (subordinate || words[i].Lower is "last" or "yesterday" or "today" or "tonight" or "tomorrow" or "next" or "in" or "on" or "at" or "this"
            or "recently" or "lately" or "currently" or "sometimes" or "usually" or "two" or "three" or "a" or "one" or "for" or "during" or "with" or "from" or "to" or "by" or "every" or "speaking" or "honestly" or "luckily" or "unfortunately" or "the" or "as" or "these" or "right" or "now" or "back");
        if (!leading)
        {
            return i;
        }

        for (var j = i + 1; j < limit; j++)
        {
            if (words[j].AfterBreak && (Kind(words[j].Lower) is not null || subordinate))
            {
                return j;
            }

            if (!subordinate && words[j].Lower is "i" or "i'm" or "i've" or "i'd" or "i'll" or "we" or "we're" or "we've" or "we'll" or "she" or "he" or "she's" or "he's"
                && !HasFiniteVerb(words, i, j))
            {
                return j;
            }
        }

        return i;
    }

    private static SubjectKind? Kind(string word) => word switch
    {
        "i" or "i'm" or "i've" or "i'd" or "i'll" or "im" or "ive" or "me" => SubjectKind.Speaker,
        "we" or "we're" or "we've" or "we'd" or "we'll" => SubjectKind.Group,
        "my" or "our" or "mine" => SubjectKind.SpeakersOwn,
        "you" or "you're" or "you've" or "you'd" or "you'll" or "u" or "y'all" => SubjectKind.Addressee,
        "your" or "yours" => SubjectKind.AddresseesOwn,
        "he" or "she" or "he's" or "she's" or "he'd" or "she'd" or "he'll" or "she'll" => SubjectKind.Person,
        "it" or "it's" or "it'll" or "it'd" or "this" or "that" or "that's" or "these" or "those" or "there" or "there's" or "they" or "they're" or "they've" or "they'll" or "they'd"
            or "this's" or "here" or "here's" or "that'll" or "that'd" => SubjectKind.Deictic,
        _ => null,
    };

    private static Clause NounSubject(List<Word> words, int start, SubjectKind kind)
    {
        var limit = Math.Min(words.Count, start + MaxSubjectWords);
        for (var i = start + 1; i < limit; i++)
        {
            var word = words[i].Lower;
            if (FunctionWords.Auxiliaries.Contains(word) || IsContractedVerb(words, i, out _))
            {
                // "my sister's dog": a possessive unless no noun can follow.
                return IsContractedVerb(words, i, out _)
                    ? VerbGroup(words, kind, start, i + 1, contracted: true)
                    : VerbGroup(words, kind, start, i);
            }

            if (words[i].AfterBreak && i > start + 4)
            {
                break;
            }

            if (VerbForms.TryGet(word, out _, out var tense) && tense is VerbTense.Past or VerbTense.Third or VerbTense.BaseOrPast or VerbTense.Base)
            {
                if (tense is VerbTense.Base or VerbTense.BaseOrPast && !words[i - 1].Lower.EndsWith('s') && !(words[i - 1].Lower is "i" or "we" or "kids" or "children" or "people" or "friends"))
                {
                    continue;
                }

                if (FunctionWords.Determiners.Contains(words[i - 1].Lower) || FunctionWords.Prepositions.Contains(words[i - 1].Lower))
                {
                    continue;
                }

                return VerbGroup(words, kind, start, i);
            }
        }

        return new Clause(kind == SubjectKind.Noun ? SubjectKind.None : kind, start, Math.Min(start + 1, words.Count), -1, "", ClauseTime.Present, false, words.Count);
    }

    // "Tom's a nurse", "my name's Ana": 's followed by what a possessive cannot be followed by.
    private static bool IsContractedVerb(List<Word> words, int i, out bool negated)
    {
        negated = false;
        if (!words[i].Lower.EndsWith("'s", StringComparison.Ordinal) || i + 1 >= words.Count)
        {
            return false;
        }

        var next = words[i + 1].Lower;
        return next is "a" or "an" or "the" or "not" or "been" or "going" or "so" or "my" or "very" or "really" or "in" or "at" or "from" or "always" or "also" or "just"
            || (next.EndsWith("ing", StringComparison.Ordinal) && VerbForms.TryGet(next, out _, out _))
            || (words[i].Lower is "name's" && words[i + 1].IsCapitalised);
    }

    private static bool Verbish(string word) => VerbForms.TryGet(word, out _, out _) || !FunctionWords.Stop.Contains(word);

    private static bool HasFiniteVerb(List<Word> words, int from, int to = int.MaxValue)
    {
        for (var i = from; i < Math.Min(to, words.Count); i++)
        {
            var word = words[i].Lower;
            if (FunctionWords.Auxiliaries.Contains(word) || word.EndsWith("'s", StringComparison.Ordinal)
                || (VerbForms.TryGet(word, out _, out var tense) && tense is VerbTense.Past or VerbTense.Third))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNounAfter(List<Word> words, int i) =>
        !FunctionWords.Auxiliaries.Contains(words[i].Lower) && !FunctionWords.Adverbs.Contains(words[i].Lower)
        && !(VerbForms.TryGet(words[i].Lower, out _, out var tense) && tense is VerbTense.Third or VerbTense.Past);

    private static bool LooksLikeNoun(List<Word> words, int i) =>
        i + 1 < words.Count && (FunctionWords.Auxiliaries.Contains(words[i + 1].Lower) || words[i + 1].Lower is "of" or "and");

    // "Lost dogs need homes" is rare; "Called off plans" too: only a participle before a noun and a later verb is no elided subject.
    private static bool IsParticipleNoun(List<Word> words, int i) =>
        i + 2 < words.Count && FunctionWords.Auxiliaries.Contains(words[i + 2].Lower) && !FunctionWords.Determiners.Contains(words[i + 1].Lower);

    private static Clause NoVerb(int at) => new(SubjectKind.None, at, at, -1, "", ClauseTime.Present, false, at);
}
