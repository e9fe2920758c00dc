using System.Text;
using FencyGrid.Grains.Memories.Content;

namespace FencyGrid.Content.Conversion;

/// <summary>The text under construction: it ends with an error, rather than cut short, at the limit of characters or of time.</summary>
internal sealed class BoundedText(int maxCharacters, CancellationToken cancellationToken)
{
    private readonly StringBuilder _text = new();

    public int Length => _text.Length;

    public BoundedText Append(ReadOnlySpan<char> text)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Check(_text.Length + (long)text.Length, maxCharacters);
        _text.Append(text);
        return this;
    }

    public static void Check(long characters, int maxCharacters)
    {
        if (characters > maxCharacters)
        {
            throw new ConversionException($"The document's text is longer than the limit of {maxCharacters} characters.");
        }
    }

    public override string ToString() => _text.ToString();
}
