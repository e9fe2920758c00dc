namespace FencyGrid.Grains.Extraction.Artifacts;

/// <summary>The parts of a text that are prose: not fenced code, not table rows.</summary>
internal static class ProseSpans
{
    public static List<(int From, int To)> Of(string text)
    {
        var spans = new List<(int, int)>();
        if (!text.Contains("```", StringComparison.Ordinal) && !text.Contains('|', StringComparison.Ordinal))
        {
            spans.Add((0, text.Length));
            return spans;
        }

        var inCode = false;
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            var line = text.AsSpan(start, end - start).Trim();
            var fence = line.StartsWith("```", StringComparison.Ordinal);
            if (!inCode && !fence && !IsTableRow(line))
            {
                spans.Add((start, end));
            }

            // A fence that opens and closes on one line changes nothing.
            inCode ^= fence && !(line.Length > 3 && line[3..].Contains("```", StringComparison.Ordinal));
            start = end + 1;
        }

        return spans;
    }

    public static bool IsTableRow(ReadOnlySpan<char> line) => line.Length > 3 && line[0] == '|' && line[^1] == '|';
}
