using FencyGrid.Grains.Extraction.Feelings;
using FencyGrid.Grains.Extraction.Grammar;
using FencyGrid.Grains.Extraction.Segmentation;
using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Grains.Extraction.Filtering;

/// <summary>Decides whether a cleaned sentence says something worth keeping. When names, numbers, dates or several content words speak for it, it is kept.</summary>
internal static class StatementFilter
{
    /// <summary>The reason to leave it out, or null to keep it.</summary>
    public static string? Judge(
        string core, List<Word> words, Clause clause, Sentence sentence, bool isQuestion, bool asked, IReadOnlyList<TemporalExpression> times, Func<string, bool> isSpeaker)
    {
        if (words.Count == 0)
        {
            return FilterReasons.Empty;
        }

        if (asked)
        {
            return null;
        }

        if (isQuestion || IsUnmarkedQuestion(words))
        {
            return FilterReasons.Question;
        }

        if (sentence.Speaker.IsAssistant && sentence.Message.Speaker is null)
        {
            return JudgeAssistant(words, clause, times);
        }

        var content = ContentWords.Count(words, isSpeaker, out var marked);
        var strong = marked > 0 || times.Count > 0;
        var lower = core.ToLowerInvariant();
        if (SmallTalk.Reason(lower) is { } reason && !(words[0].Lower == "let's" && times.Count > 0) && !(strong && content + times.Count >= (reason == FilterReasons.Acknowledgement && clause.IsFirstPerson ? 2 : 3) && IsStory(clause)) && !(reason == FilterReasons.Acknowledgement && content >= 4 && IsStory(clause)))
        {
            return reason;
        }

        if (IsHypothetical(lower, clause))
        {
            return FilterReasons.Hypothetical;
        }

        var personal = words.Exists(w => w.Lower is "i" or "me" or "my" or "mine" or "myself" or "we" or "us" or "our" or "i'm" or "i've" or "we're" or "we've");
        var told = clause.Time is ClauseTime.Past or ClauseTime.Perfect or ClauseTime.UsedTo;
        return clause.Subject switch
        {
            // "Let's meet on Friday" is a plan, "check out my new desk for the office" tells of the desk; other commands tell nothing.
            SubjectKind.Imperative => (words[0].Lower == "let's" && (times.Count > 0 || content >= 2)) || (content >= 3 && words.Exists(w => w.Lower is "my" or "our")) ? null : FilterReasons.Command,
            SubjectKind.Addressee => Reports(clause) && strong ? null : FilterReasons.AboutAddressee,
            SubjectKind.AddresseesOwn => strong && content >= 3 ? null : FilterReasons.AboutAddressee,
            SubjectKind.Speaker or SubjectKind.Group => content >= 2 || strong || (content == 1 && Describes(words, clause)) ? null : FilterReasons.Empty,
            SubjectKind.SpeakersOwn or SubjectKind.Person => content >= 1 || times.Count > 0 ? null : FilterReasons.Empty,
            SubjectKind.Deictic => (content >= 2 && (strong || ((personal || told) && !IsRemark(words)))) || (content >= 4 && !IsRemark(words)) ? null : FilterReasons.SmallTalk,
            SubjectKind.None => (sentence.IsListItem && content >= 1) || (strong && content >= 2) || (personal && content >= 3) ? null : FilterReasons.SmallTalk,
            _ => (strong && content >= 2) || ((personal || told) && content >= 3) || content >= 5 ? null : FilterReasons.SmallTalk,
        };
    }

    // One content word is enough to say what somebody is, has or likes ("I'm single"), unless it is only a feeling.
    private static bool Describes(List<Word> words, Clause clause) =>
        clause.Lemma is "be" or "have" or "own" or "love" or "like" or "enjoy" or "hate" or "dislike" or "prefer" or "play" or "study" or "teach" or "speak" or "live" or "work"
        && !words.Exists(w => ContentWords.IsContent(w.Lower) && ValenceLexicon.TryGet(w.Lower, out _) && w.Lower is not ("single" or "divorced" or "engaged"));

    // "It's great to ...", "It's amazing how ...", "This can be ...": remarks on what was said.
    private static bool IsRemark(List<Word> words) =>
        words.Count > 2 && (words[0].Lower is "it's" or "that's" or "here's" or "there's" or "it" or "this" or "they're")
        && words.Take(6).Any(w => w.Lower is "how" or "when" or "to" or "that" or "must" or "can" or "could" or "would" or "nothing" or "pic" or "photo" or "picture")
        && words.Take(5).Any(w => FunctionWords.Vague.Contains(w.Lower) || ValenceLexicon.TryGet(w.Lower, out _) || w.Lower is "can" or "must" or "nothing" or "pic" or "photo");

    // An assistant's words are remembered when they state something about the user or report what it did, with a date, number or name.
    private static string? JudgeAssistant(List<Word> words, Clause clause, IReadOnlyList<TemporalExpression> times)
    {
        var content = ContentWords.Count(words, static _ => false, out var marked);
        var strong = marked > 0 || times.Count > 0;
        var ofUser = clause.Subject is SubjectKind.Addressee or SubjectKind.AddresseesOwn
            && clause.Time is not ClauseTime.Modal and not ClauseTime.Future && content >= 1;
        var done = clause.Subject is SubjectKind.Speaker && clause.Time is ClauseTime.Past or ClauseTime.Perfect && strong && content >= 2;
        return ofUser || done ? null : FilterReasons.Assistant;
    }

    private static bool IsUnmarkedQuestion(List<Word> words)
    {
        var first = words[0].Lower;
        var second = words.Count > 1 ? words[1].Lower : "";
        return (FunctionWords.Questions.Contains(first) && first is not ("when" or "where" or "who" or "how" or "what" or "which") && first.Length < 4)
            || (first is "what" or "how" or "when" or "where" or "who" or "why" or "which" && FunctionWords.Auxiliaries.Contains(second))
            || (first is "do" or "did" or "have" or "are" or "is" or "can" or "could" or "would" or "will" && second is "you" or "they" or "he" or "she" or "it" or "there" or "we" or "your")
            || (first is "what" or "how" && second is "about");
    }

    private static bool IsHypothetical(string lower, Clause clause)
    {
        if (lower.StartsWith("imagine ", StringComparison.Ordinal) || lower.StartsWith("suppose ", StringComparison.Ordinal) || lower.StartsWith("what if", StringComparison.Ordinal)
            || lower.StartsWith("i wish i had", StringComparison.Ordinal) || lower.StartsWith("i wish i was", StringComparison.Ordinal) || lower.StartsWith("i wish i were", StringComparison.Ordinal)
            || lower.StartsWith("if only", StringComparison.Ordinal))
        {
            return true;
        }

        if (lower.Contains("if i were", StringComparison.Ordinal) || lower.Contains("if i was", StringComparison.Ordinal)
            || (lower.StartsWith("if ", StringComparison.Ordinal) && (clause.Time == ClauseTime.Modal || lower.Contains("would", StringComparison.Ordinal) || lower.Contains(" could", StringComparison.Ordinal) || lower.Contains(" you", StringComparison.Ordinal))))
        {
            return true;
        }

        return (lower.StartsWith("maybe ", StringComparison.Ordinal) || lower.StartsWith("perhaps ", StringComparison.Ordinal))
            && (clause.Time == ClauseTime.Modal || clause.Subject is SubjectKind.Addressee);
    }

    // Told in the past or of the speaker's own things: more than a reaction.
    private static bool IsStory(Clause clause) =>
        clause.Time is ClauseTime.Past or ClauseTime.Perfect or ClauseTime.Future || clause.IsFirstPerson;

    private static bool Reports(Clause clause) =>
        clause.Lemma is "say" or "tell" or "mention" or "live" or "work" or "move" or "go" or "be" or "give" or "buy" or "meet" or "visit" or "start" or "have"
        && clause.Time is ClauseTime.Past or ClauseTime.Perfect;
}
