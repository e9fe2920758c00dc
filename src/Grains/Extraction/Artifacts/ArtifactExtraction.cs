namespace FencyGrid.Grains.Extraction.Artifacts;

/// <summary>Finds the structured objects of a conversation: fenced code, tables, lists and documents under a heading.</summary>
public static class ArtifactExtraction
{
    private const int MinListItems = 3;
    private const int MinDocumentLength = 400;

    /// <summary>In the order of the messages; versions of one artifact share a <see cref="ExtractedArtifact.ContentKey"/>.</summary>
    public static IReadOnlyList<ExtractedArtifact> Find(IReadOnlyList<ConversationMessage> messages)
    {
        var found = new List<ExtractedArtifact>();
        foreach (var message in messages)
        {
            if (message.Content.Contains('\n', StringComparison.Ordinal))
            {
                Find(message, found);
            }
        }

        return found;
    }

    private static void Find(ConversationMessage message, List<ExtractedArtifact> found)
    {
        var lines = message.Content.Split('\n').Select(l => l.TrimEnd('\r')).ToArray();
        if (Document(message, lines) is { } document)
        {
            found.Add(document);
            return;
        }

        var i = 0;
        while (i < lines.Length)
        {
            var line = lines[i].Trim();
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                i = Code(message, lines, i, found);
            }
            else if (ProseSpans.IsTableRow(line))
            {
                i = Run(message, lines, i, "table", l => ProseSpans.IsTableRow(l.AsSpan().Trim()), 2, found);
            }
            else if (Segmentation.ListMarker.Length(line) > 0)
            {
                i = Run(message, lines, i, "list", l => Segmentation.ListMarker.Length(l) > 0 || (l.StartsWith("  ", StringComparison.Ordinal) && l.Trim().Length > 0), MinListItems, found);
            }
            else
            {
                i++;
            }
        }
    }

    private static int Code(ConversationMessage message, string[] lines, int open, List<ExtractedArtifact> found)
    {
        var close = open + 1;
        while (close < lines.Length && !lines[close].TrimStart().StartsWith("```", StringComparison.Ordinal))
        {
            close++;
        }

        var info = lines[open].Trim()[3..].Trim();
        var language = info.Split([' ', ':'], 2)[0].ToLowerInvariant();
        var body = string.Join('\n', lines[(open + 1)..Math.Min(close, lines.Length)]);
        if (body.Trim().Length > 0)
        {
            var name = ArtifactNames.OfCode(info, body, ArtifactNames.LeadLine(lines, open)) ?? (language.Length > 0 ? language + " code" : "code");
            var count = Math.Min(close, lines.Length) - open - 1;
            found.Add(new ExtractedArtifact("code", name, body, $"{(language.Length > 0 ? language : "Code")}, {count} {(count == 1 ? "line" : "lines")}: {name}",
                ArtifactNames.Key("code", name), message.Id, language.Length > 0 ? language : null));
        }

        return close + 1;
    }

    private static int Run(ConversationMessage message, string[] lines, int start, string type, Func<string, bool> belongs, int least, List<ExtractedArtifact> found)
    {
        var end = start;
        while (end < lines.Length && belongs(lines[end]))
        {
            end++;
        }

        if (end - start >= least)
        {
            var body = string.Join('\n', lines[start..end]);
            var rows = type == "table"
                ? lines[start..end].Count(l => l.Any(char.IsLetterOrDigit)) - 1
                : lines[start..end].Count(l => Segmentation.ListMarker.Length(l) > 0 && !char.IsWhiteSpace(l[0]));
            var first = lines[start].Trim('|', ' ');
            var heads = type == "table"
                ? string.Join(", ", first.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                : string.Join("; ", lines[start..end].Where(l => Segmentation.ListMarker.Length(l) > 0).Take(3).Select(l => l[Segmentation.ListMarker.Length(l)..].Trim()));
            var name = ArtifactNames.LeadLine(lines, start) ?? ArtifactNames.Cut(heads);
            var summary = type == "table" ? $"Table with {rows} {(rows == 1 ? "row" : "rows")}: {heads}" : $"List of {rows} items: {heads}";
            found.Add(new ExtractedArtifact(type, name, body, ArtifactNames.Cut(summary, 240), ArtifactNames.Key(type, name), message.Id));
        }

        return Math.Max(end, start + 1);
    }

    // A message that is a document: it starts with a heading and runs on.
    private static ExtractedArtifact? Document(ConversationMessage message, string[] lines)
    {
        var first = Array.FindIndex(lines, l => l.Trim().Length > 0);
        if (first < 0 || message.Content.Length < MinDocumentLength || !lines[first].TrimStart().StartsWith('#'))
        {
            return null;
        }

        var name = lines[first].Trim().Trim('#', ' ');
        var sections = lines.Skip(first + 1).Where(l => l.StartsWith('#')).Select(l => l.Trim('#', ' ')).ToList();
        var lead = lines.Skip(first + 1).FirstOrDefault(l => l.Trim().Length > 0 && !l.StartsWith('#'))?.Trim() ?? name;
        var summary = sections.Count > 0 ? $"{ArtifactNames.Cut(lead, 160)} Sections: {string.Join(", ", sections.Take(8))}" : ArtifactNames.Cut(lead, 240);
        return name.Length == 0 ? null : new ExtractedArtifact("document", ArtifactNames.Cut(name), message.Content, summary, ArtifactNames.Key("document", name), message.Id);
    }
}
