namespace FencyGrid.Grains.Trees.State.Packing;

/// <summary>How a text is written; the lowest three bits before it.</summary>
internal enum PackedText
{
    Utf8,
    Uuid,
    Hex,
    Utf16,

    /// <summary>A text of its own, then the end of the item's first long one: a claim is often quoted, or put to the user, in its own words.</summary>
    EndsAsFirst,
}

internal static class PackedTexts
{
    private const int Long = 12;

    internal static bool MayBeFirst(string text) => text.Length >= Long;

    /// <summary>How many characters both end with; 0 if they are few.</summary>
    internal static int CommonEnd(string? first, string text)
    {
        if (first is null)
        {
            return 0;
        }

        var most = Math.Min(first.Length, text.Length);
        var common = 0;
        while (common < most && first[^(common + 1)] == text[^(common + 1)])
        {
            common++;
        }

        return common >= Long ? common : 0;
    }
}
