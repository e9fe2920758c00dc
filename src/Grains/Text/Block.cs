namespace FencyGrid.Grains.Text;

internal enum BlockKind
{
    Paragraph,
    Heading,

    /// <summary>Code, a table or a list: kept together where it fits, else cut between lines.</summary>
    Lines,
}

/// <summary>A stretch of a text with the blank lines after it. Level and heading are a heading's only; level 1 is the outermost.</summary>
internal readonly record struct Block(int Start, int End, BlockKind Kind, int Level = 0, int HeadingStart = 0, int HeadingLength = 0)
{
    internal int Length => End - Start;
}
