namespace FencyGrid.Grains.Text;

/// <summary>A line of a text with its terminator: a line feed, perhaps after a carriage return, or a form feed.</summary>
internal readonly record struct Line(int Start, int End)
{
    internal static Line At(ReadOnlySpan<char> text, int start)
    {
        var length = text[start..].IndexOfAny('\n', '\f');
        return new Line(start, length < 0 ? text.Length : start + length + 1);
    }

    internal ReadOnlySpan<char> Content(ReadOnlySpan<char> text) => text[Start..End].Trim();

    internal bool IsBlank(ReadOnlySpan<char> text) => text[Start..End].IsWhiteSpace();

    internal bool IsIndented(ReadOnlySpan<char> text) => End - Start > 1 && text[Start] is '\t' or ' ' && char.IsWhiteSpace(text[Start + 1]);
}
