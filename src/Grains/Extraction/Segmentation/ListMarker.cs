namespace FencyGrid.Grains.Extraction.Segmentation;

/// <summary>The bullet, number or check box that a list item's line begins with.</summary>
internal static class ListMarker
{
    /// <summary>Its length with the spaces around it; 0 when the line is no item.</summary>
    public static int Length(ReadOnlySpan<char> line)
    {
        var i = 0;
        while (i < line.Length && line[i] is ' ' or '\t')
        {
            i++;
        }

        var mark = i;
        if (i < line.Length && line[i] is '-' or '*' or '\u2022' or '+')
        {
            i++;
        }
        else
        {
            while (i < line.Length && i - mark < 3 && char.IsAsciiDigit(line[i]))
            {
                i++;
            }

            if (i == mark || i >= line.Length || line[i] is not ('.' or ')'))
            {
                return 0;
            }

            i++;
        }

        if (i >= line.Length || line[i] != ' ')
        {
            return 0;
        }

        while (i < line.Length && line[i] == ' ')
        {
            i++;
        }

        if (i + 3 < line.Length && line[i] == '[' && line[i + 2] == ']')
        {
            i += 4;
        }

        return Math.Min(i, line.Length);
    }
}
