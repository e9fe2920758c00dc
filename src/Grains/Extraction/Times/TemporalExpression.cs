namespace FencyGrid.Grains.Extraction.Times;

/// <summary>A date that a text speaks of.</summary>
/// <param name="Time">Start of the span meant, in the anchor's offset.</param>
/// <param name="Precision">Length of that span.</param>
/// <param name="Text">The words as they stand, prepositions included when they belong to it ("on 8 May, 2023").</param>
/// <param name="Start">Index of the first character in the text.</param>
/// <param name="Absolute">The same time in words that need no anchor ("on 8 May 2023").</param>
/// <param name="IsRelative">Whether reading it took the anchor.</param>
public sealed record TemporalExpression(
    DateTimeOffset Time,
    TimePrecision Precision,
    string Text,
    int Start,
    string Absolute,
    bool IsRelative)
{
    public int End => Start + Text.Length;
}
