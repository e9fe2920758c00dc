using FencyGrid.Grains.Extraction.Merging;

namespace FencyGrid.Grains.Extraction.Hygiene;

/// <summary>
/// Recognises recalled memories that come back in a prompt, so that remembering does not feed on itself: exact, near-duplicate or
/// quoted parts of what was recalled, and the blocks that prompts put memories in.
/// </summary>
public sealed class RecallGuard
{
    // A shorter overlap happens by chance.
    private const int MinPartWords = 4;

    private static readonly string[] BlockOpenings =
    [
        "known about the user:", "what is known about the user:", "known facts:", "relevant memories:", "relevant memory:", "memories:", "user memories:",
        "recalled memories:", "context from memory:", "from memory:", "long-term memory:", "previously remembered:", "facts about the user:",
        "here is what i remember", "here's what i remember", "<memories>", "<memory>", "<recalled>", "[memories]", "[memory]",
    ];

    private readonly NearDuplicateIndex<int> _recalled = new();
    private readonly HashSet<string> _runs = new(StringComparer.Ordinal);

    public RecallGuard(IEnumerable<string> recalled)
    {
        var key = 0;
        foreach (var text in recalled)
        {
            foreach (var range in Segmentation.SentenceSplitter.Split(text, 0, text.Length))
            {
                _recalled.Add(key++, text[range]);
                foreach (var run in Runs(text[range]))
                {
                    _runs.Add(run);
                }
            }
        }
    }

    /// <summary>Whether a sentence is, or is made up of, what was recalled.</summary>
    public bool IsRecalled(string sentence)
    {
        if (_recalled.Count == 0)
        {
            return false;
        }

        if (_recalled.TryFind(sentence, out _))
        {
            return true;
        }

        var total = 0;
        var known = 0;
        foreach (var run in Runs(sentence))
        {
            total++;
            known += _runs.Contains(run) ? 1 : 0;
        }

        return total > 0 && known == total;
    }

    /// <summary>The text without memory blocks and without recalled sentences; what is left is new.</summary>
    public string Strip(string text)
    {
        var kept = new List<string>();
        foreach (var (line, drop) in Lines(text))
        {
            if (!drop)
            {
                kept.Add(StripSentences(line));
            }
        }

        return string.Join('\n', kept).Trim();
    }

    // Each line, and whether it belongs to a memory block.
    private IEnumerable<(string Line, bool Drop)> Lines(string text)
    {
        var inBlock = false;
        string? closing = null;
        foreach (var line in text.Split('\n'))
        {
            var trimmed = line.Trim();
            if (!inBlock && OpensBlock(trimmed, out closing))
            {
                inBlock = closing is null || !trimmed.Contains(closing, StringComparison.OrdinalIgnoreCase);
                yield return (line, true);
                continue;
            }

            if (inBlock && closing is not null)
            {
                inBlock = !trimmed.Contains(closing, StringComparison.OrdinalIgnoreCase);
                yield return (line, true);
                continue;
            }

            // Without a closing tag the block ends at the first line that is neither an item nor recalled.
            inBlock = inBlock && trimmed.Length > 0 && (Segmentation.ListMarker.Length(line) > 0 || IsRecalled(trimmed));
            yield return (line, inBlock);
        }
    }

    /// <summary>The message with its memory blocks blanked out, every other character in its place.</summary>
    internal ConversationMessage Shield(ConversationMessage message)
    {
        var content = message.Content;
        if (!MayHoldBlock(content))
        {
            return message;
        }

        var kept = content.ToCharArray();
        var start = 0;
        foreach (var (line, drop) in Lines(content))
        {
            if (drop)
            {
                kept.AsSpan(start, line.Length).Fill(' ');
            }

            start += line.Length + 1;
        }

        return message with { Content = new string(kept) };
    }

    private static bool MayHoldBlock(string content)
    {
        foreach (var opening in BlockOpenings)
        {
            if (content.Contains(opening, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private string StripSentences(string line)
    {
        if (_recalled.Count == 0 || line.Length == 0)
        {
            return line;
        }

        var ranges = Segmentation.SentenceSplitter.Split(line, 0, line.Length);
        var rest = ranges.Where(r => !IsRecalled(line[r])).ToList();
        return rest.Count == ranges.Count ? line : string.Join(' ', rest.Select(r => line[r]));
    }

    private static bool OpensBlock(string line, out string? closing)
    {
        closing = null;
        var bare = line.TrimStart('#', '*', ' ').TrimEnd('*', ' ');
        foreach (var opening in BlockOpenings)
        {
            if (bare.StartsWith(opening, StringComparison.OrdinalIgnoreCase))
            {
                closing = opening[0] switch
                {
                    '<' => "</" + opening[1..],
                    '[' => "[/" + opening[1..],
                    _ => null,
                };
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Runs(string text)
    {
        var words = WordScanner.Scan(WordScanner.Plain(text));
        for (var i = 0; i + MinPartWords <= words.Count; i++)
        {
            yield return string.Join(' ', words[i].Lower, words[i + 1].Lower, words[i + 2].Lower, words[i + 3].Lower);
        }
    }
}
