namespace FencyGrid.Grains.Text;

/// <summary>What a single trimmed line looks like.</summary>
internal static class LineRules
{
    internal static bool IsFence(ReadOnlySpan<char> line, out char fence)
    {
        fence = line.StartsWith("```") ? '`' : line.StartsWith("~~~") && !line.Contains(' ') ? '~' : '\0';
        return fence != '\0' && (fence == '~' ? line.Length == 3 || line[3] != '~' : !line[3..].Contains('`'));
    }

    internal static bool ClosesFence(ReadOnlySpan<char> line, char fence) => line.Length >= 3 && line.IndexOfAnyExcept(fence) < 0;

    /// <summary>Pipes at both ends, or a grid's border.</summary>
    internal static bool IsTableRow(ReadOnlySpan<char> line) =>
        line.Length > 2 && ((line[0] == '|' && (line[^1] == '|' || line[1..].Contains('|'))) || (line.StartsWith("+-") && line[^1] == '+') || (line.StartsWith("+=") && line[^1] == '+'));

    internal static bool IsListItem(ReadOnlySpan<char> line)
    {
        if (line.Length < 3)
        {
            return false;
        }

        if (line[0] is '-' or '*' or '+' or '•' or '–')
        {
            return line[1] is ' ' or '\t';
        }

        var digits = line.IndexOfAnyExceptInRange('0', '9');
        return digits is 1 or 2 or 3 && line.Length > digits + 1 && line[digits] is '.' or ')' && line[digits + 1] is ' ' or '\t';
    }

    internal static bool IsMarkdownHeading(ReadOnlySpan<char> line, out int level)
    {
        level = line.IndexOfAnyExcept('#');
        return level is >= 1 and <= 6 && line.Length <= HeadingRules.LongestHeading && line[level] is ' ' or '\t';
    }

    /// <summary>A line that is one punctuation character over and over, as under a heading.</summary>
    internal static bool IsRule(ReadOnlySpan<char> line, out char rule)
    {
        rule = line.IsEmpty ? '\0' : line[0];
        return line.Length >= 3 && rule is '=' or '-' or '~' or '^' or '"' or '*' or '+' or '#' or '\'' or '`' or '_' or ':' or '.'
            && line.IndexOfAnyExcept(rule) < 0;
    }
}
