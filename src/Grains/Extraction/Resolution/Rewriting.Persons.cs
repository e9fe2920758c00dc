using FencyGrid.Grains.Extraction.Grammar;

namespace FencyGrid.Grains.Extraction.Resolution;

internal sealed partial class Rewriting
{
    // "Went hiking" speaks of the speaker; the verb is fitted and the name put before it.
    private string? ElidedSubject()
    {
        if (!clause.IsElided || words.Count == 0)
        {
            return null;
        }

        _speakerNamed = true;
        var at = clause.SubjectStart;
        while (at < words.Count - 1 && FunctionWords.Adverbs.Contains(words[at].Lower))
        {
            at++;
        }

        if (clause.SubjectStart > 0)
        {
            // Something stands before it ("Last week went hiking"): the name goes in front of all.
            return speaker.Name;
        }

        var verb = words[at].Lower;
        switch (verb)
        {
            case "been":
                return speaker.Name + " has";
            case "gonna":
                _verbs[at] = "is going to";
                return speaker.Name;
        }

        var (_, tense) = VerbForms.Judge(verb);
        if (tense == VerbTense.Gerund)
        {
            return speaker.Name + " is";
        }

        if (tense == VerbTense.Participle)
        {
            return speaker.Name + " has";
        }

        if (VerbAgreement.Singular(verb) is { } singular)
        {
            _verbs[at] = singular;
        }

        return speaker.Name;
    }

    private string Name()
    {
        if (_speakerNamed && Pronoun() is { } pronoun)
        {
            return pronoun;
        }

        _speakerNamed = true;
        return speaker.Name;
    }

    private string Named()
    {
        _speakerNamed = true;
        return speaker.Name;
    }

    // After the name a pronoun is clear enough, unless the sentence holds another person of that gender.
    private string? Pronoun() => _gender switch
    {
        Gender.Female when !_womanInSentence => "she",
        Gender.Male when !_manInSentence => "he",
        _ => null,
    };

    private string Object()
    {
        if (_speakerNamed && Pronoun() is { } pronoun)
        {
            return pronoun == "she" ? "her" : "him";
        }

        return Named();
    }

    private string Possessive()
    {
        if (_speakerNamed)
        {
            return Pronoun() switch
            {
                "she" => "her",
                "he" => "his",
                _ when speaker.IsNamed && _gender != Gender.Unknown => speaker.Name + "'s",
                _ => "their",
            };
        }

        return Named() + "'s";
    }

    private string? ThirdPerson(int i, string word)
    {
        var female = word[0] == 's' || word is "her" or "hers";
        if (female ? _womanInSentence : _manInSentence)
        {
            return null;
        }

        if (people.Last(female ? Gender.Female : Gender.Male) is not { } name)
        {
            _open++;
            return null;
        }

        if (female)
        {
            _womanInSentence = true;
        }
        else
        {
            _manInSentence = true;
        }

        var next = i + 1 < words.Count ? words[i + 1] : default;
        switch (word)
        {
            case "he's" or "she's":
                var perfect = next.Lower is "been" or "got" or "had" or "gone" or "never";
                return name + (perfect ? " has" : " is");
            case "he'd" or "she'd":
                return name + " would";
            case "he'll" or "she'll":
                return name + " will";
            case "his" or "hers":
                return name + "'s";
            case "her":
                // Possessive before a noun, object before anything else.
                return next.Lower is null || next.AfterBreak || FunctionWords.Stop.Contains(next.Lower) ? name : name + "'s";
            default:
                return name;
        }
    }

    private string? They(string word)
    {
        if (clause.Subject != SubjectKind.Deictic || clause.SubjectStart >= words.Count || words[clause.SubjectStart].Lower != word || _groupNamed)
        {
            return null;
        }

        if (people.LastGroup is not { } group)
        {
            _open++;
            return null;
        }

        _groupNamed = true;
        return group + word switch { "they're" => " are", "they've" => " have", "they'll" => " will", _ => "" };
    }

    private void NoteGender(int i)
    {
        var word = PeopleMentioned.Bare(words[i].Lower);
        var gender = words[i].IsCapitalised && !string.Equals(word, speaker.Name, StringComparison.OrdinalIgnoreCase)
            ? GivenNames.Of(word)
            : Kinship.TryGet(word, out var kin) && i > 0 ? kin : Gender.Unknown;
        _womanInSentence |= gender == Gender.Female;
        _manInSentence |= gender == Gender.Male;
    }

    private string? SubjectText(string? prefix)
    {
        if (prefix is not null || clause.Subject is SubjectKind.Speaker or SubjectKind.Group)
        {
            return speaker.Name;
        }

        switch (clause.Subject)
        {
            case SubjectKind.Addressee:
                return addressee?.Name;
            case SubjectKind.Person:
                var first = words[clause.SubjectStart].Lower;
                return people.Last(first[0] == 's' ? Gender.Female : Gender.Male);
            case SubjectKind.SpeakersOwn or SubjectKind.AddresseesOwn or SubjectKind.Noun when clause.SubjectEnd > clause.SubjectStart:
                var owner = clause.Subject == SubjectKind.SpeakersOwn ? speaker.Name + "'s" : clause.Subject == SubjectKind.AddresseesOwn ? (addressee?.Name ?? "your") + "'s" : null;
                var from = owner is null ? clause.SubjectStart : clause.SubjectStart + 1;
                if (from >= clause.SubjectEnd)
                {
                    return owner;
                }

                var noun = PeopleMentioned.Bare(core[words[from].Start..words[clause.SubjectEnd - 1].End]);
                return owner is null ? noun : owner + " " + noun;
            default:
                return null;
        }
    }

    private bool InQuotes(int at)
    {
        var inside = false;
        for (var i = 0; i < at; i++)
        {
            inside ^= core[i] == '"';
        }

        return inside && core.IndexOf('"', at) >= 0;
    }

    private bool StartsWithName() =>
        words[0].IsCapitalised && (words[0].Text == "I" || words[0].Text.Length > 1 && words[0].Text.All(char.IsUpper) || GivenNames.IsName(words[0].Lower));

    private static string Capitalised(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length > 0 && char.IsLower(trimmed[0]) ? char.ToUpperInvariant(trimmed[0]) + trimmed[1..] : trimmed;
    }
}
