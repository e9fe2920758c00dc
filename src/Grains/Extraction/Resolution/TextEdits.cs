using System.Text;

namespace FencyGrid.Grains.Extraction.Resolution;

/// <summary>Replacements in a text, gathered in order and applied once.</summary>
internal sealed class TextEdits
{
    private readonly List<(int Start, int Length, string Text)> _edits = [];

    /// <summary>Edits must not overlap and come in order of their start.</summary>
    public void Replace(int start, int length, string text) => _edits.Add((start, length, text));

    public string Apply(string text)
    {
        if (_edits.Count == 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 32);
        var at = 0;
        foreach (var (start, length, replacement) in _edits)
        {
            if (start < at)
            {
                continue;
            }

            result.Append(text, at, start - at).Append(replacement);
            at = start + length;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }
}
