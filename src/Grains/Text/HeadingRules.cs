namespace FencyGrid.Grains.Text;

/// <param name="End">Where the heading's lines end, its underline included.</param>
internal readonly record struct Heading(int End, int Level, int TextStart, int TextLength);

/// <summary>
/// Recognises headings: Markdown's #, lines underlined (and overlined) by punctuation as in Markdown and reStructuredText, numbered ones
/// (4.2 Foo), lines in capitals. The level of an underline is, as in reStructuredText, the order in which its kind first appears.
/// </summary>
internal sealed class HeadingRules
{
    internal const int LongestHeading = 160;
    private const int LongestBareHeading = 100;

    private readonly List<(char Rule, bool IsOverlined)> _underlines = [];

    /// <param name="afterBlank">Whether a blank line, a heading or the text's beginning stands before the line.</param>
    internal bool TryRead(ReadOnlySpan<char> text, Line line, bool afterBlank, out Heading heading)
    {
        heading = default;
        var content = line.Content(text);
        if (LineRules.IsMarkdownHeading(content, out var level))
        {
            var title = content[level..].TrimEnd('#').Trim();
            return !title.IsEmpty && Is(text, line.End, level, title, out heading);
        }

        if (!afterBlank || content.Length > LongestHeading)
        {
            return false;
        }

        var next = line.End < text.Length ? Line.At(text, line.End) : new Line(text.Length, text.Length);
        if (LineRules.IsRule(content, out var over))
        {
            return TryReadOverlined(text, next, over, content.Length, out heading);
        }

        var under = next.Content(text);
        if (LineRules.IsRule(under, out var rule) && under.Length * 2 >= content.Length && !LineRules.IsTableRow(content) && !LineRules.IsListItem(content))
        {
            return Is(text, next.End, LevelOf(rule, false), content, out heading);
        }

        if (content.Length > LongestBareHeading || content[^1] is '.' or ',' or ';' or ':' or '!' or '?')
        {
            return false;
        }

        level = NumberedLevel(content, standsAlone: under.IsEmpty);
        if (level == 0 && IsCapitals(content))
        {
            level = 2;
        }

        return level > 0 && Is(text, line.End, level, content, out heading);
    }

    private bool TryReadOverlined(ReadOnlySpan<char> text, Line title, char over, int length, out Heading heading)
    {
        heading = default;
        var content = title.Content(text);
        if (content.IsEmpty || content.Length > length + 2 || title.End >= text.Length)
        {
            return false;
        }

        var under = Line.At(text, title.End);
        return LineRules.IsRule(under.Content(text), out var rule) && rule == over && !LineRules.IsRule(content, out _)
            && Is(text, under.End, LevelOf(rule, true), content, out heading);
    }

    private int LevelOf(char rule, bool isOverlined)
    {
        var index = _underlines.IndexOf((rule, isOverlined));
        if (index < 0)
        {
            index = _underlines.Count;
            _underlines.Add((rule, isOverlined));
        }

        return index + 1;
    }

    private static bool Is(ReadOnlySpan<char> text, int end, int level, ReadOnlySpan<char> title, out Heading heading)
    {
        text.Overlaps(title, out var start);
        heading = new Heading(end, level, start, title.Length);
        return true;
    }

    /// <summary>
    /// How many numbers stand before the title: 2 for '4.2 Foo' and '4.2. Foo'. One number alone may as well be a list's, so it must
    /// stand alone and read like a title.
    /// </summary>
    private static int NumberedLevel(ReadOnlySpan<char> line, bool standsAlone)
    {
        var at = 0;
        var level = 0;
        while (at < line.Length && char.IsAsciiDigit(line[at]))
        {
            var digits = line[at..].IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 3)
            {
                return 0;
            }

            level++;
            at += digits;
            if (line[at] == '.')
            {
                at++;
            }
            else
            {
                break;
            }
        }

        if (level == 0 || at + 1 >= line.Length || !char.IsWhiteSpace(line[at]))
        {
            return 0;
        }

        var title = line[at..].TrimStart();
        if (title.IsEmpty || !char.IsUpper(title[0]))
        {
            return 0;
        }

        return level > 1 || (standsAlone && title.Length <= 60 && title.Count(' ') < 8) ? level : 0;
    }

    private static bool IsCapitals(ReadOnlySpan<char> line)
    {
        var letters = 0;
        foreach (var c in line)
        {
            if (char.IsLower(c) || (char.IsLetter(c) && !char.IsUpper(c)))
            {
                return false;
            }

            letters += char.IsLetter(c) ? 1 : 0;
        }

        return letters >= 4 && letters * 2 >= line.Length && !LineRules.IsTableRow(line) && !LineRules.IsListItem(line);
    }
}
