using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Rules;

/// <summary>Changes of an item by its owner. Another text is another version, which supersedes; anything else changes in place.</summary>
public sealed class ItemUpdate(IFactReader reader, FactWriter writer, TreeOptions options)
{
    /// <exception cref="InvalidRequestException">A value out of range, or a kind of item that cannot be changed so.</exception>
    public TreeItem Apply(TreeDraft draft, SaltedHash hash, TreeItem item, ItemChange change)
    {
        FactComposer.CheckScore("importance", change.Importance);
        FactComposer.CheckScore("confidence", change.Confidence);
        if (change.Text is not null && string.IsNullOrWhiteSpace(change.Text))
        {
            throw new InvalidRequestException("The new text is empty; delete the memory instead.");
        }

        return item switch
        {
            Fact fact => ApplyToFact(draft, hash, fact, change),
            Artifact artifact => ApplyToArtifact(draft, artifact, change),
            _ when change.Text is null => InPlace(draft, item, change),
            Episode => throw new InvalidRequestException("An episode's text is drawn from its conversation and cannot be written; its metadata can."),
            _ => throw new InvalidRequestException("A message that facts were read from cannot be rewritten; its metadata can be changed, or it can be deleted."),
        };
    }

    private Fact ApplyToFact(TreeDraft draft, SaltedHash hash, Fact fact, ItemChange change)
    {
        var changed = fact with
        {
            FactType = change.FactType ?? fact.FactType,
            Importance = change.Importance ?? fact.Importance,
            Priority = FactComposer.PriorityOf(change.Importance ?? fact.Importance),
            Confidence = change.Confidence ?? fact.Confidence,
            Entities = change.Entities ?? fact.Entities,
            Metadata = MetadataObject.Merge(fact.Metadata, change.Metadata),
        };
        var text = change.Text?.Trim();
        if (text is null || text == fact.Text)
        {
            changed = changed with { ChangeType = "updated", ChangeReason = null, UpdatedAt = draft.Next() };
            draft.Put(changed);
            return changed;
        }

        if (fact.State != ItemState.Active)
        {
            throw new StateConflictException($"The fact '{fact.Id}' is no longer the current version{(fact.SupersededById is { } newer ? $"; change '{newer}' instead" : "")}.");
        }

        return NewVersion(draft, hash, fact, changed, text, change);
    }

    private Fact NewVersion(TreeDraft draft, SaltedHash hash, Fact fact, Fact changed, string text, ItemChange change)
    {
        var given = new NewFact
        {
            Text = text,
            FactType = changed.FactType,
            Importance = changed.Importance,
            Confidence = changed.Confidence,
            Entities = change.Entities,
            Metadata = changed.Metadata,
            Origin = fact.Origin == FactOrigin.Extracted ? FactOrigin.Manual : fact.Origin,
            SourceType = fact.SourceType,
            SourceId = fact.SourceId,
            SessionId = fact.SessionId,
            NodeId = fact.NodeId,
        };
        FactComposer.Check(given);
        var tombstone = FactWriter.Tombstone(hash, text);
        if (draft.Tree.HasTombstone(tombstone))
        {
            draft.RemoveTombstone(tombstone);
        }

        var newer = FactComposer.Compose(draft, given, text, reader.Describe(text, fact.SaidAt), options.NodeCapacity) with
        {
            MentionCount = fact.MentionCount,
            HitCount = fact.HitCount,
            MissCount = fact.MissCount,
            LastRetrievedAt = fact.LastRetrievedAt,
            SupersedesId = fact.Id,
            ChangeType = "updated",
            ChangeReason = "Its text was changed.",
            EpisodeId = fact.EpisodeId,
            SourceDiaIds = fact.SourceDiaIds,
            SourceRole = fact.SourceRole,
            Speaker = fact.Speaker,
            SaidAt = fact.SaidAt,
            DateText = fact.DateText,
            Position = fact.Position,
        };
        newer = newer with { ValidFrom = newer.CreatedAt };
        FactWriter.Supersede(draft, fact, newer, "Its text was changed.");
        draft.Put(newer);
        foreach (var known in writer.FindContradicted(draft, newer))
        {
            FactWriter.Supersede(draft, known, newer, "A newer statement says otherwise.");
        }

        return newer;
    }

    private static Artifact ApplyToArtifact(TreeDraft draft, Artifact artifact, ItemChange change)
    {
        if (change.Text is not { } text || text == artifact.Content)
        {
            return (Artifact)InPlace(draft, artifact, change);
        }

        if (!artifact.IsLatest)
        {
            throw new StateConflictException($"The artifact '{artifact.Id}' is not the latest version.");
        }

        return ArtifactVersions.Add(draft, artifact, text) is var next && change.Metadata is null ? next : (Artifact)InPlace(draft, next, change);
    }

    private static TreeItem InPlace(TreeDraft draft, TreeItem item, ItemChange change)
    {
        if (change.FactType is not null || change.Importance is not null || change.Confidence is not null || change.Entities is not null)
        {
            throw new InvalidRequestException("Only facts have a type, importance, confidence and entities.");
        }

        var changed = item with { Metadata = MetadataObject.Merge(item.Metadata, change.Metadata), UpdatedAt = draft.Next() };
        draft.Put(changed);
        return changed;
    }
}
