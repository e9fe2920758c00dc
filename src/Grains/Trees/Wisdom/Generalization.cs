using System.Text.RegularExpressions;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Extraction.Resolution;

namespace FencyGrid.Grains.Trees.Wisdom;

/// <summary>
/// A user's claim as one that could be anybody's, or nothing where it could not: who it is about becomes "users", and a claim that still
/// names someone, or holds an address, a handle or a long number, is never offered.
/// </summary>
public static partial class Generalization
{
    private const int MinWords = 3;
    private const int MaxLength = 300;

    public static string? Of(Fact fact)
    {
        if (fact.State != ItemState.Active || fact.Origin == FactOrigin.Verbatim || fact.Text.Length > MaxLength || fact.Tree.IsAgentGlobal || fact.Kind == FactKinds.Identity)
        {
            return null;
        }

        var text = fact.Text.Trim().TrimEnd('.', '!');
        var subject = Subjects(fact).FirstOrDefault(name => StartsWithWord(text, name));
        var rest = subject is null ? text : text[subject.Length..].TrimStart();
        if (Identifies(fact, rest))
        {
            return null;
        }

        var general = subject is null ? rest : $"A typical user {ThirdPerson(subject, rest)}";
        return general.Split(' ').Length < MinWords ? null : general;
    }

    // Only the user: a claim about someone else is not one about users.
    private static IEnumerable<string> Subjects(Fact fact)
    {
        foreach (var name in (string?[])[fact.SourceRole is null or "user" ? fact.Speaker : null, fact.Tree.UserId, "The user", "User", "I"])
        {
            if (name is { Length: > 0 })
            {
                yield return name;
            }
        }
    }

    private static bool StartsWithWord(string text, string word) =>
        text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && text.Length > word.Length && text[word.Length] == ' ';

    // "I like jazz" and "The user likes jazz" are one claim.
    private static string ThirdPerson(string subject, string rest)
    {
        if (!subject.Equals("I", StringComparison.OrdinalIgnoreCase))
        {
            return rest;
        }

        var gap = rest.IndexOf(' ', StringComparison.Ordinal);
        var verb = gap < 0 ? rest : rest[..gap];
        return (VerbAgreement.Singular(verb.ToLowerInvariant()) ?? verb) + (gap < 0 ? "" : rest[gap..]);
    }

    private static bool Identifies(Fact fact, string rest)
    {
        if (Identifier().IsMatch(rest) || rest.Contains(fact.Tree.UserId, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var first = true;
        foreach (var word in WordScanner.Scan(WordScanner.Plain(rest)))
        {
            // A capital within a sentence is a name, but for days, months and short acronyms; at its start it is one only if it is known as such.
            var bare = word.Text.EndsWith("'s", StringComparison.Ordinal) ? word.Text[..^2] : word.Text;
            var isName = word.IsCapitalised && bare != "I" && !IsAcronym(bare) && !CalendarName().IsMatch(bare);
            if ((isName && (!first || fact.Entities.Contains(bare, StringComparer.OrdinalIgnoreCase))) || (word.IsCapitalised && GivenNames.IsName(bare)))
            {
                return true;
            }

            first = false;
        }

        return PersonWord().IsMatch(rest);
    }

    private static bool IsAcronym(string word) => word.Length is >= 2 and <= 5 && word.All(char.IsAsciiLetterUpper);

    [GeneratedRegex(@"@\w|https?://|www\.|\d{4,}|[\w.+-]+@[\w-]+\.", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();

    [GeneratedRegex("^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?$|^(January|February|March|April|May|June|July|August|September|October|November|December)$", RegexOptions.CultureInvariant)]
    private static partial Regex CalendarName();

    // Someone's own people: their relatives and whoever is called 'my'.
    [GeneratedRegex(@"\b(my|his|her|their|user's)\s+(\w+\s+)?(wife|husband|partner|son|daughter|child|kid|mother|father|mom|mum|dad|sister|brother|boss|doctor|neighbou?r|address|phone|password)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PersonWord();
}
