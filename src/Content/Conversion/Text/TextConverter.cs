using FencyGrid.Grains.Memories.Content;

namespace FencyGrid.Content.Conversion.Text;

/// <summary>Plain text and Markdown, which stay what they are.</summary>
internal static class TextConverter
{
    public static ConvertedDocument ConvertPlain(ConversionRequest request) => new(Read(request), HasPages: false);

    /// <summary>Markdown without its front matter, which is for the program that publishes it.</summary>
    public static ConvertedDocument ConvertMarkdown(ConversionRequest request) => new(WithoutFrontMatter(Read(request)), HasPages: false);

    /// <summary>One kind of line end, and nothing that is neither text nor white space.</summary>
    public static string Normalize(string text)
    {
        // Not ReplaceLineEndings: that takes form feeds for line ends, and they part pages.
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return lines.Any(IsControl) ? string.Concat(lines.Where(character => !IsControl(character))) : lines;
    }

    private static bool IsControl(char character) => character is < ' ' and not ('\n' or '\t' or '\f') or '\u007f' or '\ufeff';

    private static string Read(ConversionRequest request)
    {
        var bytes = File.ReadAllBytes(request.Input.Path);
        var text = TextDecoder.Decode(bytes, request.Charset);
        if (text.Contains('\0'))
        {
            throw new ConversionException("The file is declared as text, but its content is binary data.");
        }

        BoundedText.Check(text.Length, request.Options.MaxOutputCharacters);
        return Normalize(text);
    }

    private static string WithoutFrontMatter(string text)
    {
        foreach (var (fence, end) in (ReadOnlySpan<(string, string)>)[("---\n", "\n---"), ("---\n", "\n..."), ("+++\n", "\n+++")])
        {
            if (!text.StartsWith(fence, StringComparison.Ordinal))
            {
                continue;
            }

            // The closing line must be nothing but the fence; the search begins on the opening line's own end, for an empty block.
            for (var close = text.IndexOf(end, fence.Length - 1, StringComparison.Ordinal); close >= 0; close = text.IndexOf(end, close + 1, StringComparison.Ordinal))
            {
                var after = close + end.Length;
                if ((after == text.Length || text[after] == '\n') && LooksLikeSettings(text.AsSpan(fence.Length, Math.Max(0, close - fence.Length))))
                {
                    return text[after..].TrimStart('\n');
                }
            }
        }

        return text;
    }

    // A document may begin with a rule (---) and have another one later; between them stands prose, not "name: value".
    private static bool LooksLikeSettings(ReadOnlySpan<char> block)
    {
        foreach (var line in block.EnumerateLines())
        {
            var trimmed = line.TrimStart();
            var isSetting = trimmed.IsEmpty || trimmed[0] is '#' or '-' or '[' or ']' or '"' or '\'' || line.Length > trimmed.Length || trimmed.IndexOfAny(':', '=') > 0;
            if (!isSetting)
            {
                return false;
            }
        }

        return true;
    }
}
