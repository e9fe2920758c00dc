using System.Collections.Frozen;
using FencyGrid.Grains.Extraction.Grammar;
using FencyGrid.Grains.Extraction.Segmentation;
using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Grains.Extraction.Resolution;

/// <summary>The rewriting of one statement, word by word from the left.</summary>
internal sealed partial class Rewriting(
    string core, List<Word> words, Clause clause, Speaker speaker, Speaker? addressee, IReadOnlyList<TemporalExpression> times, PeopleInMind people)
{
    // They strengthen and say nothing else; "not really" keeps its own.
    private static readonly FrozenSet<string> Fillers = WordSet.Of("really actually definitely totally literally basically honestly absolutely");

    private readonly Dictionary<int, string> _verbs = [];
    private readonly TextEdits _edits = new();
    private readonly Gender _gender = GivenNames.Of(speaker.Name);
    private bool _speakerNamed;
    private bool _groupNamed;
    private bool _addresseeNamed;
    private bool _womanInSentence;
    private bool _manInSentence;
    private int _open;

    public ResolvedText Run()
    {
        var prefix = ElidedSubject();
        var time = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            while (time < times.Count && times[time].End <= word.Start)
            {
                time++;
            }

            if (time < times.Count && word.Start >= times[time].Start)
            {
                if (word.Start == times[time].Start)
                {
                    _edits.Replace(word.Start, times[time].Text.Length, Restated(times[time], i));
                }

                continue;
            }

            if (InQuotes(word.Start))
            {
                continue;
            }

            if (_verbs.TryGetValue(i, out var verb))
            {
                _edits.Replace(word.Start, word.Text.Length, verb);
            }
            else if (Replacement(i) is { } replacement)
            {
                _edits.Replace(word.Start, word.Text.Length, replacement);
            }
            else if (Fillers.Contains(word.Lower) && i + 1 < words.Count && !(i > 0 && FunctionWords.IsNegation(words[i - 1].Lower)) && !words[i + 1].AfterBreak)
            {
                _edits.Replace(word.Start, words[i + 1].Start - word.Start, "");
            }

            NoteGender(i);
        }

        var subject = SubjectText(prefix);
        PeopleMentioned.Note(words, speaker, people);
        var text = _edits.Apply(core);
        if (prefix is not null)
        {
            text = prefix + (text.Length > 0 && !StartsWithName() ? " " + char.ToLowerInvariant(text[0]) + text[1..] : " " + text);
        }

        return new ResolvedText(Capitalised(text), subject, _open);
    }

    // As a subject ("last week was hard") a date takes no preposition.
    private string Restated(TemporalExpression expression, int i)
    {
        if (!expression.IsRelative)
        {
            return expression.Text;
        }

        var next = words.FindIndex(i, w => w.Start >= expression.End);
        var subject = i == 0 && next > 0 && FunctionWords.Auxiliaries.Contains(words[next].Lower) && expression.Absolute[..3] is "in " or "on ";
        return subject ? expression.Absolute[3..] : expression.Absolute;
    }

    private string? Replacement(int i)
    {
        var word = words[i].Lower;
        switch (word)
        {
            case "i" or "i'm" or "i've" or "i'd" or "i'll" or "im" or "ive":
                return FirstPerson(i, word);
            case "me":
                return i == 0 ? Name() : Object();
            case "my" or "our":
                return word == "our" && _groupNamed ? "their" : Possessive();
            case "mine" or "ours":
                return speaker.Name + "'s";
            case "myself":
                return _gender switch { Gender.Female => "herself", Gender.Male => "himself", _ => "themselves" };
            case "ourselves":
                return "themselves";
            case "we" or "we're" or "we've" or "we'd" or "we'll":
                return Group(word, i);
            case "us":
                return _groupNamed ? "them" : Named() + " and others";
            case "you" or "you're" or "you've" or "you'd" or "you'll" or "your" or "yours" or "yourself":
                return addressee is null ? null : SecondPerson(i, word);
            case "he" or "she" or "he's" or "she's" or "he'd" or "she'd" or "he'll" or "she'll" or "him" or "her" or "his" or "hers":
                return ThirdPerson(i, word);
            case "they" or "they're" or "they've" or "they'll":
                return They(word);
            case "let's":
                return Name() + " suggests to";
            case "gonna":
                return "going to";
            case "wanna":
                return "want to";
            default:
                return null;
        }
    }

    private string FirstPerson(int i, string word)
    {
        var before = i > 0 ? words[i - 1].Lower : "";
        if (before is "and" or "or" && i > 1 && !words[i].AfterBreak && word == "i" && JoinsNouns(i))
        {
            // "my sister and I": plural, the verb stays.
            var verb = VerbAgreement.VerbAfter(words, i);
            if (verb > 0 && words[verb].Lower == "am")
            {
                _verbs[verb] = "are";
            }

            return Name();
        }

        switch (word)
        {
            case "i'm" or "im":
                return Name() + " is";
            case "i've" or "ive":
                return Name() + " has";
            case "i'll":
                return Name() + " will";
            case "i'd":
                var next = VerbAgreement.VerbAfter(words, i);
                var had = next > 0 && (words[next].Lower is "better" or "been" or "never"
                    || (VerbForms.TryGet(words[next].Lower, out _, out var tense) && tense is VerbTense.Participle or VerbTense.Past));
                return Name() + (had ? " had" : " would");
        }

        if (before is not ("do" or "did" or "can" or "could" or "would" or "should" or "will" or "have" or "had" or "was" or "am" or "were"))
        {
            Agree(i);
        }

        return Name();
    }

    private void Agree(int subject)
    {
        var verb = VerbAgreement.VerbAfter(words, subject);
        if (verb < 0 || VerbAgreement.Singular(words[verb].Lower) is not { } singular)
        {
            return;
        }

        VerbAgreement.Coordinated(words, verb, (at, form) => _verbs.TryAdd(at, form));
        _verbs[verb] = singular;
    }

    // Whether what stands before "and I" is a noun phrase of its own subject, not a clause: "Tom and I" against "it rained and I left".
    private bool JoinsNouns(int i)
    {
        if (words[i - 1].AfterBreak)
        {
            return false;
        }

        var noun = false;
        for (var j = i - 2; j >= 0; j--)
        {
            if (FunctionWords.Auxiliaries.Contains(words[j].Lower) || words[j].Lower is "i" or "we" or "i'm" or "i've" or "we're"
                || (VerbForms.TryGet(words[j].Lower, out _, out var tense) && tense is VerbTense.Past or VerbTense.Third))
            {
                return false;
            }

            noun |= j >= i - 5 && (words[j].IsCapitalised || Kinship.IsRelation(words[j].Lower));
            if (words[j].AfterBreak)
            {
                break;
            }
        }

        return noun;
    }

    private string Group(string word, int i)
    {
        var name = _groupNamed ? "they" : (_speakerNamed ? Pronoun() ?? speaker.Name : speaker.Name) + " and others";
        _groupNamed = _speakerNamed = true;
        return name + word switch
        {
            "we're" => " are",
            "we've" => " have",
            "we'll" => " will",
            "we'd" => " would",
            _ => "",
        };
    }

    private string SecondPerson(int i, string word)
    {
        if (word == "your")
        {
            var possessive = _addresseeNamed ? "their" : addressee!.Name + "'s";
            _addresseeNamed = true;
            return possessive;
        }

        _addresseeNamed = true;
        switch (word)
        {
            case "you're":
                return addressee!.Name + " is";
            case "you've":
                return addressee!.Name + " has";
            case "you'd":
                return addressee!.Name + " would";
            case "you'll":
                return addressee!.Name + " will";
            case "yours":
                return addressee!.Name + "'s";
            case "yourself":
                return "themselves";
            default:
                // An object ("let you know") has no verb of its own.
                if (i == 0 || words[i].AfterBreak || (i + 1 < words.Count && words[i + 1].Lower is "are" or "were" or "have") || !(FunctionWords.Prepositions.Contains(words[i - 1].Lower) || VerbForms.TryGet(words[i - 1].Lower, out _, out _)))
                {
                    Agree(i);
                }

                return addressee!.Name;
        }
    }
}
