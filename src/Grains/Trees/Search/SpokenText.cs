namespace FencyGrid.Grains.Trees.Search;

/// <summary>
/// What of a message was said. A speaker's name before the words is not, nor is a note in brackets after them, such as a picture's caption:
/// it tells what is shown, neither when something was nor whether something is asked.
/// </summary>
internal static class SpokenText
{
    public static (string Words, string? Note) Split(string text, string? speaker)
    {
        var words = text.AsSpan().Trim();
        if (!string.IsNullOrEmpty(speaker) && words.StartsWith(speaker, StringComparison.OrdinalIgnoreCase) && words[speaker.Length..] is [':', .. var rest])
        {
            words = rest.TrimStart();
        }

        var start = words is [.., ']'] ? words.LastIndexOf('[') : -1;
        return start < 0 ? (words.ToString(), null) : (words[..start].TrimEnd().ToString(), words[(start + 1)..^1].ToString());
    }
}
