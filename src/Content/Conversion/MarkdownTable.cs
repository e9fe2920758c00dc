namespace FencyGrid.Content.Conversion;

/// <summary>Rows of cells as a Markdown table, its first row the header.</summary>
internal static class MarkdownTable
{
    public static string Write(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var columns = rows.Count == 0 ? 0 : rows.Max(row => row.Count);
        if (columns == 0)
        {
            return "";
        }

        var divider = string.Concat(Enumerable.Repeat(" --- |", columns));
        return string.Join('\n', rows.Select(row => Line(row, columns)).SelectMany((line, index) => index == 0 ? [line, "|" + divider] : new[] { line }));
    }

    private static string Line(IReadOnlyList<string> row, int columns) =>
        "|" + string.Concat(Enumerable.Range(0, columns).Select(column => $" {(column < row.Count ? Cell(row[column]) : "")} |"));

    private static string Cell(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("|", "\\|", StringComparison.Ordinal);
}
