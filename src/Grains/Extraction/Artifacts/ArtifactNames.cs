namespace FencyGrid.Grains.Extraction.Artifacts;

/// <summary>What an artifact is called, and the key that its versions share.</summary>
internal static class ArtifactNames
{
    private const int MaxName = 80;

    private static readonly string[] Definitions = ["class ", "interface ", "struct ", "enum ", "def ", "function ", "func ", "fn ", "record ", "CREATE TABLE "];

    /// <summary>The line before the object, when it introduces it: a heading, a bold line or one that ends in a colon.</summary>
    public static string? LeadLine(string[] lines, int start)
    {
        for (var i = start - 1; i >= 0 && i >= start - 2; i--)
        {
            var line = lines[i].Trim();
            if (line.Length == 0)
            {
                continue;
            }

            if (line.StartsWith('#') || line.EndsWith(':') || (line.StartsWith("**", StringComparison.Ordinal) && line.EndsWith("**", StringComparison.Ordinal)))
            {
                var name = line.Trim('#', '*', ' ', ':');
                return name.Length == 0 ? null : Cut(name);
            }

            return null;
        }

        return null;
    }

    /// <summary>A file name in the fence or a first comment, else the first thing defined, else the line before.</summary>
    public static string? OfCode(string info, string body, string? lead)
    {
        var file = info.Split([' ', ':', '='], StringSplitOptions.RemoveEmptyEntries).LastOrDefault(IsFileName);
        if (file is not null)
        {
            return Cut(file.Trim('"'));
        }

        var lines = body.Split('\n');
        var comment = lines[0].Trim();
        if (comment.StartsWith("//", StringComparison.Ordinal) || comment.StartsWith('#') || comment.StartsWith("--", StringComparison.Ordinal))
        {
            var named = comment.Trim('/', '#', '-', ' ');
            if (IsFileName(named))
            {
                return Cut(named);
            }
        }

        foreach (var line in lines)
        {
            foreach (var definition in Definitions)
            {
                var at = line.IndexOf(definition, StringComparison.Ordinal);
                if (at >= 0 && line[..at].All(c => char.IsLetter(c) || c == ' '))
                {
                    var rest = line[(at + definition.Length)..];
                    var end = 0;
                    while (end < rest.Length && (char.IsLetterOrDigit(rest[end]) || rest[end] is '_' or '.'))
                    {
                        end++;
                    }

                    if (end > 0)
                    {
                        return Cut(rest[..end]);
                    }
                }
            }
        }

        return lead;
    }

    /// <summary>Equal for names that differ in case, spaces, articles, or a version mark ("v2", "updated").</summary>
    public static string Key(string type, string name)
    {
        var words = WordScanner.Scan(name).Select(w => w.Lower)
            .Where(w => w is not ("the" or "a" or "an" or "my" or "our" or "your" or "here" or "is" or "are" or "updated" or "new" or "revised" or "final" or "latest" or "here's" or "version")
                && !(w.Length is 2 or 3 && w[0] == 'v' && char.IsAsciiDigit(w[1])));
        return type + ":" + string.Join(' ', words);
    }

    public static string Cut(string text, int max = MaxName) => text.Length <= max ? text : text[..(max - 1)].TrimEnd() + "\u2026";

    private static bool IsFileName(string word) =>
        word.Length is > 2 and < 100 && !word.Contains(' ', StringComparison.Ordinal) && word.LastIndexOf('.') is var dot && dot > 0 && word.Length - dot is >= 2 and <= 8
        && word[(dot + 1)..].All(char.IsLetterOrDigit);
}
