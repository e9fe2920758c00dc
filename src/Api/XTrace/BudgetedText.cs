using System.Text;

namespace FencyGrid.Api.XTrace;

/// <summary>Text of at most so many characters, put together of whole pieces as long as they fit. Characters are UTF-16 code units.</summary>
internal sealed class BudgetedText(int? budget)
{
    private readonly StringBuilder _text = new();
    private string? _heading;

    public int Left => (budget ?? int.MaxValue) - _text.Length;

    /// <summary>Stands before the next piece that fits, and nowhere if none does.</summary>
    public void Heading(string heading) => _heading = $"{(_text.Length > 0 ? "\n" : "")}# {heading}\n";

    public void Add(string piece)
    {
        var length = (_heading?.Length ?? 0) + piece.Length + 1;
        if (length <= Left)
        {
            _text.Append(_heading).Append(piece).Append('\n');
            _heading = null;
        }
    }

    /// <summary>The text; where not even one piece fitted, the beginning of <paramref name="first"/>.</summary>
    public string Finish(string? first) => _text.Length > 0 || first is null ? _text.ToString().TrimEnd('\n') : Cut(first, Left);

    /// <summary>The beginning of the text, never half of a surrogate pair.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
