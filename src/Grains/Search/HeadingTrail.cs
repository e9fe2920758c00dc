namespace FencyGrid.Grains.Search;

/// <summary>What a chunk is found by beside its own text.</summary>
internal static class HeadingTrail
{
    /// <summary>The memory's title, then the headings the chunk stands under.</summary>
    public static string Under(string title, string headings) => headings.Length == 0 ? title : $"{title} › {headings}";
}
