using System.Collections.Frozen;

namespace FencyGrid.Grains.Extraction.Segmentation;

/// <summary>Recognises a transcript's "Name: text" lines. A single "Groceries: milk" is no speaker.</summary>
internal sealed class SpeakerPrefix
{
    private const int MaxLength = 32;

    private static readonly FrozenSet<string> NotSpeakers = new[]
    {
        "note", "notes", "warning", "todo", "re", "ps", "example", "question", "answer", "update", "edit", "http", "https", "summary",
        "subject", "date", "time", "where", "when", "what", "who", "address", "phone", "email", "name", "step", "tip", "fact", "title",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly HashSet<string> _names;

    private SpeakerPrefix(HashSet<string> names) => _names = names;

    /// <summary>Learns from the whole conversation which prefixes are speakers: given names, known speakers, or prefixes used twice.</summary>
    public static SpeakerPrefix Learn(IEnumerable<(string? Speaker, string Content)> messages)
    {
        var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (speaker, content) in messages)
        {
            if (!string.IsNullOrWhiteSpace(speaker))
            {
                names.Add(speaker.Trim());
                continue;
            }

            foreach (var line in content.AsSpan().EnumerateLines())
            {
                if (Candidate(line) is { } name)
                {
                    counts[name] = counts.GetValueOrDefault(name) + 1;
                }
            }
        }

        foreach (var (name, count) in counts)
        {
            if (count > 1 || Resolution.GivenNames.IsName(name.Split(' ')[0]))
            {
                names.Add(name);
            }
        }

        return new SpeakerPrefix(names);
    }

    /// <summary>The speaker that a message's first line names, if no other line names another.</summary>
    public string? Only(string content)
    {
        string? only = null;
        var isFirst = true;
        foreach (var line in content.AsSpan().EnumerateLines())
        {
            var name = Read(line, out _);
            if (isFirst ? name is null : name is not null && !name.Equals(only, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            only ??= name;
            isFirst = false;
        }

        return only;
    }

    /// <summary>The speaker a line starts with, and where its words begin.</summary>
    public string? Read(ReadOnlySpan<char> line, out int textStart)
    {
        textStart = 0;
        if (Candidate(line) is not { } name || !_names.Contains(name))
        {
            return null;
        }

        textStart = line.IndexOf(':') + 1;
        while (textStart < line.Length && line[textStart] == ' ')
        {
            textStart++;
        }

        return name;
    }

    private static string? Candidate(ReadOnlySpan<char> line)
    {
        var colon = line[..Math.Min(line.Length, MaxLength + 1)].IndexOf(':');
        if (colon < 2 || colon + 1 >= line.Length || line[colon + 1] != ' ')
        {
            return null;
        }

        var name = line[..colon].Trim(" *_").ToString();
        var words = name.Split(' ');
        if (words.Length > 3)
        {
            return null;
        }

        foreach (var word in words)
        {
            if (word.Length == 0 || !char.IsUpper(word[0]) || !word.All(c => char.IsLetter(c) || c is '.' or '\'' or '-'))
            {
                return null;
            }
        }

        return NotSpeakers.Contains(words[0].ToLowerInvariant()) ? null : name;
    }
}
