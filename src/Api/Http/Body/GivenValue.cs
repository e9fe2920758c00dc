using System.Text.Json;

namespace FencyGrid.Api.Http.Body;

/// <summary>Says in an error what was given, briefly.</summary>
internal static class GivenValue
{
    private const int MaxLength = 60;

    public static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => $"the string '{Shortened(element.GetString() ?? "")}'",
        JsonValueKind.Number => $"the number {Shortened(element.GetRawText())}",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "null",
    };

    public static string Shortened(string text)
    {
        if (text.Length <= MaxLength)
        {
            return text;
        }

        // Not through a surrogate pair: the answer must be valid UTF-8.
        var end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return $"{text.AsSpan(0, end)}…";
    }
}
