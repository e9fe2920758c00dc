using System.Text;

namespace FencyGrid.Grains.Trees.State;

/// <summary>A claim's words without what does not change it: case, punctuation, spacing, Unicode form.</summary>
public static class ClaimText
{
    public static string Normalize(string text)
    {
        var composed = text.IsNormalized(NormalizationForm.FormKC) ? text : text.Normalize(NormalizationForm.FormKC);
        var normal = new StringBuilder(composed.Length);
        var gap = false;
        for (var i = 0; i < composed.Length; i++)
        {
            var c = composed[i];
            // A point or comma within a number is part of it.
            var inNumber = c is '.' or ',' && i > 0 && i + 1 < composed.Length && char.IsAsciiDigit(composed[i - 1]) && char.IsAsciiDigit(composed[i + 1]);
            if (char.IsLetterOrDigit(c) || inNumber || char.IsSurrogate(c) || c is '+' or '#' or '%' or '-' && i + 1 < composed.Length && char.IsLetterOrDigit(composed[i + 1]))
            {
                if (gap && normal.Length > 0)
                {
                    normal.Append(' ');
                }

                gap = false;
                normal.Append(char.ToLowerInvariant(c));
            }
            else if (c is not ('\'' or '\u2019'))
            {
                gap = true;
            }
        }

        return normal.ToString();
    }
}
