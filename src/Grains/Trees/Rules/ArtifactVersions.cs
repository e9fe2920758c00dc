using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction.Artifacts;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Rules;

/// <summary>Artifacts of conversations: what has the type and name of one already known is its next version.</summary>
public static class ArtifactVersions
{
    /// <summary>Stores an artifact read from a message; null where the latest version is the same already.</summary>
    public static Artifact? Add(TreeDraft draft, ExtractedArtifact read, Message? source, string? sessionId, string metadata)
    {
        var known = draft.Tree.Under(FactKeys.ArtifactName(read.Type, read.Name))
            .Select(id => draft.Tree.Item(id)?.Value)
            .OfType<Artifact>()
            .LastOrDefault(artifact => artifact.IsLatest && string.Equals(artifact.Name, read.Name, StringComparison.OrdinalIgnoreCase));
        if (known?.Content == read.Content)
        {
            return null;
        }

        var id = TreeDraft.NewId();
        var createdAt = draft.Next();
        var artifact = new Artifact
        {
            Id = id,
            Tree = draft.Address,
            SessionId = sessionId,
            Metadata = metadata,
            ArtifactType = read.Type,
            Name = read.Name,
            Content = read.Content,
            Summary = read.Summary,
            Rationale = Rationale(read, source),
            RootArtifactId = known?.RootArtifactId ?? id,
            ParentArtifactId = known?.Id,
            Version = (known?.Version ?? 0) + 1,
            SourceMessageId = source?.Id,
            SourceDiaIds = source?.DiaId is { } diaId ? [diaId] : [],
            CreatedAt = createdAt,
            UpdatedAt = createdAt,
        };
        Retire(draft, known, createdAt);
        draft.Put(artifact);
        return artifact;
    }

    /// <summary>The next version of an artifact, written by its owner.</summary>
    public static Artifact Add(TreeDraft draft, Artifact latest, string content)
    {
        var createdAt = draft.Next();
        var next = latest with
        {
            Id = TreeDraft.NewId(),
            Content = content,
            Summary = FirstLine(content),
            Rationale = "Its content was changed.",
            Version = latest.Version + 1,
            ParentArtifactId = latest.Id,
            SourceMessageId = null,
            CreatedAt = createdAt,
            UpdatedAt = createdAt,
        };
        Retire(draft, latest, createdAt);
        draft.Put(next);
        return next;
    }

    private static void Retire(TreeDraft draft, Artifact? known, DateTimeOffset now)
    {
        if (known is not null)
        {
            draft.Put(known with { IsLatest = false, State = ItemState.Superseded, UpdatedAt = now });
        }
    }

    private static string FirstLine(string content)
    {
        const int longest = 120;
        var line = content.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [var first, ..] ? first : content.Trim();
        return line.Length > longest ? line[..longest] + "…" : line;
    }

    // The words before it in its message, which introduce it.
    private static string? Rationale(ExtractedArtifact read, Message? source)
    {
        const int longest = 200;
        var at = source?.Content.IndexOf(read.Content, StringComparison.Ordinal) ?? -1;
        var lead = at > 0 ? source!.Content[..at].Trim() : "";
        return lead.Length == 0 ? null : lead.Length > longest ? lead[^longest..] : lead;
    }
}
