using System.Globalization;

namespace FencyGrid.Grains.Text;

/// <summary>Finds where to cut a block that is longer than a chunk may be: at a line or a sentence, else between words.</summary>
internal static class BlockSplitter
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Abbreviations = new HashSet<string>(
        ["mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "e.g", "i.e", "cf", "fig", "no", "vol", "pp", "p", "al", "inc", "ltd", "co", "sec", "approx"],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The end of the piece that starts at <paramref name="start"/>; at most <see cref="Chunker.HardLimit"/> further.</summary>
    internal static int NextCut(ReadOnlySpan<char> text, int start, int end, bool byLine)
    {
        if (end - start <= Chunker.Target)
        {
            return end;
        }

        var limit = start + Chunker.Target;
        var middle = start + (Chunker.Target / 2);
        for (var at = limit; byLine && at > middle; at--)
        {
            if (text[at - 1] is '\n' or '\f')
            {
                return at;
            }
        }

        for (var at = limit; at > middle; at--)
        {
            if (EndsSentence(text, start, at))
            {
                return at;
            }
        }

        for (var at = limit; at > start; at--)
        {
            if (char.IsWhiteSpace(text[at - 1]) && !(text[at - 1] == '\r' && text[at] == '\n'))
            {
                return at;
            }
        }

        // One word so far: to its end, if that comes within the limit.
        var hard = Math.Min(end, start + Chunker.HardLimit);
        for (var at = limit; at < hard; at++)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                return at + 1;
            }
        }

        return hard == end ? end : GraphemeBoundary(text, start, hard);
    }

    private static bool EndsSentence(ReadOnlySpan<char> text, int start, int at)
    {
        if (text[at - 1] is '。' or '！' or '？')
        {
            return at >= text.Length || text[at] is not ('」' or '』' or '）' or '”');
        }

        if (!char.IsWhiteSpace(text[at - 1]) || (at < text.Length && (char.IsWhiteSpace(text[at]) || char.IsLower(text[at]))))
        {
            return false;
        }

        var before = text[start..at].TrimEnd().TrimEnd("\"')]»”’*_");
        if (before.IsEmpty || before[^1] is not ('.' or '!' or '?' or '…'))
        {
            return false;
        }

        if (before[^1] != '.')
        {
            return true;
        }

        var word = before[(before.LastIndexOfAny(" \n\t(") + 1)..^1];
        return !(word.Length == 1 && char.IsUpper(word[0])) && !Abbreviations.Contains(word);
    }

    /// <summary>The last boundary between graphemes up to <paramref name="hard"/>; a grapheme longer than all that is cut between characters.</summary>
    private static int GraphemeBoundary(ReadOnlySpan<char> text, int start, int hard)
    {
        var at = start;
        while (true)
        {
            var length = StringInfo.GetNextTextElementLength(text[at..]);
            if (at + length > hard)
            {
                break;
            }

            at += length;
        }

        return at > start ? at : char.IsHighSurrogate(text[hard - 1]) ? hard - 1 : hard;
    }
}
