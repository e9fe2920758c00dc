using System.Collections.Frozen;
using FencyGrid.Grains.Extraction.Grammar;

namespace FencyGrid.Grains.Extraction.Filtering;

/// <summary>Takes off what surrounds a statement: interjections, vocatives, tags, emoji, a question that trails it, and "remember that".</summary>
internal sealed class SentenceCleaner
{
    private static readonly FrozenSet<string> Interjections = WordSet.Of("""
        yeah yep yup yes no nope nah well oh ooh ah aww aw wow whoa so haha hahaha lol lmao hey hi hello thanks thank thx sure okay ok k
        actually honestly anyway anyways plus omg man dude bro sis btw like ugh hmm hm right true totally absolutely definitely exactly
        cool nice great awesome sweet damn gosh yay woo woohoo cheers congrats congratulations wonderful amazing indeed seriously frankly
        alright gotcha welcome sorry please bye luckily fortunately unfortunately basically however agreed perfect good fantastic incredible
        """);

    private static readonly string[] Fixed =
    [
        "by the way", "to be honest", "you know", "i mean", "of course", "no worries", "no problem", "for sure", "guess what", "me too",
        "same here", "as you know", "let's see", "believe it or not", "in fact", "in any case", "at the end of the day", "you know what",
        "i know right", "my friend", "fun fact", "long story short", "to be fair", "if you ask me", "you see", "for real", "in other words",
        "good question", "good point", "good idea", "i see", "i agree", "i know", "oh my god", "oh my gosh", "not really", "not yet", "not much",
    ];

    private static readonly string[] Reminders =
    [
        "please remember that ", "remember that ", "please remember ", "remember: ", "note that ", "please note that ", "keep in mind that ",
        "please note: ", "don't forget that ", "do not forget that ", "for the record, ", "fyi, ", "fyi ", "just so you know, ",
        "did i tell you that ", "did i tell you ", "did i mention that ", "did i mention ", "have i told you that ", "i want you to remember that ",
        "make a note that ", "please make a note that ", "can you remember that ", "could you remember that ", "you should know that ",
        "i forgot to mention that ", "i should mention that ", "let me tell you, ", "i have to tell you, ",
    ];

    private readonly List<string> _names = [];

    /// <param name="names">The speakers; set off by a comma they are vocatives.</param>
    public SentenceCleaner(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            _names.Add(name.ToLowerInvariant());
        }
    }

    /// <summary>The statement that is left, and whether the speaker asked for it to be remembered.</summary>
    public string Clean(string sentence, bool isQuestion, out bool asked, out bool stillQuestion)
    {
        asked = false;
        stillQuestion = isQuestion;
        var text = TrimEnds(sentence.AsSpan());
        while (text.Length > 0)
        {
            var before = text.Length;
            text = TrimEnds(TrimLead(text));
            foreach (var reminder in Reminders)
            {
                if (text.StartsWith(reminder, StringComparison.OrdinalIgnoreCase) && text.Length > reminder.Length + 3)
                {
                    text = text[reminder.Length..];
                    asked |= !reminder.Contains("tell you", StringComparison.Ordinal) && !reminder.Contains("mention", StringComparison.Ordinal);
                    // "Remember to call" is a task of the speaker's own; a question about remembering is no question.
                    stillQuestion = false;
                    break;
                }
            }

            if (text.Length == before)
            {
                break;
            }
        }

        if (isQuestion && QuestionTail(text) is var cut && cut > 0)
        {
            text = TrimEnds(text[..cut]);
            stillQuestion = false;
        }

        return TrimVocative(text).ToString();
    }

    private ReadOnlySpan<char> TrimLead(ReadOnlySpan<char> text)
    {
        var stop = text[..Math.Min(text.Length, 60)].IndexOfAny(",!;");
        var dash = text[..Math.Min(text.Length, 40)].IndexOf(" - ");
        stop = dash > 0 && (stop < 0 || dash < stop) ? dash : stop;
        if (stop > 0 && stop < text.Length - 1
            && (IsLead(text[..stop]) || (text[(stop + 1)..].TrimStart().StartsWith("but ", StringComparison.OrdinalIgnoreCase) && SmallTalk.Reason(text[..stop].ToString().ToLowerInvariant()) is not null)))
        {
            return text[(stop + 1)..];
        }

        var space = text.IndexOf(' ');
        if (space <= 0)
        {
            return text;
        }

        var first = text[..space].ToString().ToLowerInvariant();
        if (first is "oh" or "wow" or "yeah" or "yep" or "yup" or "haha" or "hey" or "and" or "but" or "omg" or "btw" or "aww" or "ah" or "plus" or "also" or "hi" or "ugh" or "lol"
            || (first == "so" && !text[space..].TrimStart().StartsWith("far", StringComparison.OrdinalIgnoreCase) && StartsClause(text[(space + 1)..])))
        {
            return text[(space + 1)..];
        }

        return text;
    }

    private static bool StartsClause(ReadOnlySpan<char> rest)
    {
        foreach (var pronoun in (ReadOnlySpan<string>)["I ", "I'", "we ", "we'", "my ", "he ", "she ", "they ", "it ", "it'", "that ", "our ", "now ", "the "])
        {
            if (rest.StartsWith(pronoun, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsLead(ReadOnlySpan<char> segment)
    {
        var lower = segment.ToString().ToLowerInvariant().Trim();
        if (Array.IndexOf(Fixed, lower) >= 0 || IsName(lower))
        {
            return true;
        }

        var parts = lower.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > 5)
        {
            return false;
        }

        var interjection = false;
        foreach (var part in parts)
        {
            if (Interjections.Contains(part))
            {
                interjection = true;
            }
            else if (!IsName(part) && !(FunctionWords.Stop.Contains(part) && part is not ("i" or "my" or "we")) && part is not ("too" or "worries" or "problem" or "god" or "lot" or "much" or "idea" or "news" or "job" or "point" or "question" or "guys" or "girl"))
            {
                return false;
            }
        }

        return interjection;
    }

    private bool IsName(string word)
    {
        foreach (var name in _names)
        {
            // "Mel" calls Melanie; two letters could be anything.
            if (name.Equals(word, StringComparison.Ordinal)
                || (word.Length >= 3 && name.StartsWith(word, StringComparison.Ordinal))
                || (word.Length >= 3 && name.StartsWith(word + " ", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private ReadOnlySpan<char> TrimVocative(ReadOnlySpan<char> text)
    {
        var comma = text.LastIndexOf(',');
        if (comma > 0)
        {
            var tail = text[(comma + 1)..].Trim().ToString().ToLowerInvariant();
            if (IsName(tail) || tail is "you know" or "right" or "lol" or "haha" or "man" or "bro" or "dude" or "though" or "huh" or "my friend" or "ya know" or "to be honest" or "for sure")
            {
                return TrimVocative(text[..comma].TrimEnd());
            }
        }

        return text;
    }

    private static ReadOnlySpan<char> TrimEnds(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && !char.IsLetterOrDigit(text[start]) && text[start] is not ('@' or '#' or '$' or '"' or '\u20ac' or '\u00a3' or '('))
        {
            start++;
        }

        var end = text.Length;
        while (end > start && !char.IsLetterOrDigit(text[end - 1]) && text[end - 1] is not ('"' or ')' or '%' or '\''))
        {
            end--;
        }

        return text[start..end];
    }

    // "I moved to Lyon, have you been there": where the question that follows a statement begins.
    private static int QuestionTail(ReadOnlySpan<char> text)
    {
        for (var comma = text.LastIndexOfAny(",-"); comma > 12; comma = text[..comma].LastIndexOfAny(",-"))
        {
            var tail = text[(comma + 1)..].TrimStart();
            var lead = text[..comma].TrimStart();
            var statement = lead.StartsWith("I ", StringComparison.Ordinal) || lead.StartsWith("I'", StringComparison.Ordinal)
                || lead.StartsWith("my ", StringComparison.OrdinalIgnoreCase) || lead.StartsWith("we ", StringComparison.OrdinalIgnoreCase) || lead.StartsWith("we'", StringComparison.OrdinalIgnoreCase);
            if ((statement || ToldWithoutSubject(lead)) && StartsQuestion(tail))
            {
                return comma;
            }
        }

        return -1;
    }

    // "Got married last week, how about you": begins with a past form.
    private static bool ToldWithoutSubject(ReadOnlySpan<char> lead)
    {
        var space = lead.IndexOf(' ');
        return space > 0 && VerbForms.TryGet(lead[..space].ToString().ToLowerInvariant(), out _, out var tense) && tense is VerbTense.Past or VerbTense.Participle;
    }

    private static bool StartsQuestion(ReadOnlySpan<char> tail)
    {
        var space = tail.IndexOf(' ');
        var word = (space < 0 ? tail : tail[..space]).ToString().ToLowerInvariant();
        if (space < 0)
        {
            return word is "right" or "huh" or "eh" or "okay" or "ok" or "remember";
        }

        return FunctionWords.Questions.Contains(word) || word is "do" or "did" or "have" or "are" or "is" or "can" or "could" or "would" or "will" or "wanna" or "want" or "any" or "you"
            or "don't" or "isn't" or "doesn't" or "won't" or "does" or "has" or "was" or "were" or "what" or "how" or "should" or "so" or "and" or "but";
    }
}
