namespace FencyGrid.Grains.Extraction;

/// <summary>A word of a text with its place. <see cref="AfterBreak"/>: a comma, colon, bracket, dash or quote stands before it.</summary>
internal readonly record struct Word(string Text, string Lower, int Start, bool AfterBreak)
{
    public int End => Start + Text.Length;

    public bool IsCapitalised => char.IsUpper(Text[0]);

    public bool IsNumber => char.IsAsciiDigit(Text[0]);
}
