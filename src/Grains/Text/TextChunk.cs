namespace FencyGrid.Grains.Text;

/// <summary>A slice of a text. The slices of all chunks, in order, are the text.</summary>
/// <param name="Number">1 for the text's first chunk.</param>
/// <param name="Start">In UTF-16 units, as <paramref name="Length"/>.</param>
/// <param name="Heading">The trail of headings the chunk stands under, outermost first, joined by <c> › </c>; empty for none.</param>
/// <param name="Pages">The pages the chunk has text on, from 1; empty where the text has no pages.</param>
public sealed record TextChunk(int Number, int Start, int Length, string Heading, IReadOnlyList<int> Pages);
