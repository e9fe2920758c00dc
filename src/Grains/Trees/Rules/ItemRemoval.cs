using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Rules;

/// <summary>
/// Takes an item out with every trace of its text: what it was read from, what repeats it, what was summed up from it. A fact leaves a
/// tombstone, a keyed hash of its words.
/// </summary>
public sealed class ItemRemoval(IFactReader reader)
{
    public void Remove(TreeDraft draft, SaltedHash hash, TreeItem item)
    {
        switch (item)
        {
            case Fact fact:
                RemoveFact(draft, hash, fact);
                break;
            case Message message:
                RemoveMessage(draft, message);
                break;
            case Episode episode:
                RemoveEpisode(draft, episode);
                break;
            case Artifact artifact:
                RemoveArtifact(draft, artifact);
                break;
        }
    }

    private void RemoveFact(TreeDraft draft, SaltedHash hash, Fact fact)
    {
        draft.Remove(fact.Id);
        draft.PutTombstone(FactWriter.Tombstone(hash, fact.Text));
        JoinChain(draft, fact);
        foreach (var id in fact.LinkedFactIds)
        {
            if (draft.Tree.Fact(id) is { } linked)
            {
                draft.Put(linked with { LinkedFactIds = [.. linked.LinkedFactIds.Where(other => other != fact.Id)] });
            }
        }

        foreach (var messageId in fact.EvidenceMessageIds)
        {
            if (draft.Tree.Item(messageId)?.Value is Message message)
            {
                RemoveEvidence(draft, message, fact);
            }
        }

        // Duplicates that were merged into it are the same memory in other words.
        foreach (var id in draft.Tree.Under(FactKeys.MergedInto(fact.Id)))
        {
            if (draft.Tree.Fact(id) is { } duplicate)
            {
                RemoveFact(draft, hash, duplicate);
            }
        }

        Rewrite(draft, fact.EpisodeId, fact.Id);
        RewriteSummaries(draft, fact.Id);
    }

    // History goes on past a version that was deleted; what it had superseded stays superseded.
    private static void JoinChain(TreeDraft draft, Fact fact)
    {
        var older = fact.SupersedesId is { } olderId ? draft.Tree.Fact(olderId) : null;
        var newer = fact.SupersededById is { } newerId ? draft.Tree.Fact(newerId) : null;
        if (newer is not null && newer.SupersedesId == fact.Id)
        {
            draft.Put(newer with { SupersedesId = older?.Id });
        }

        if (older is not null && older.SupersededById == fact.Id)
        {
            draft.Put(older with { SupersededById = newer?.Id });
        }
    }

    /// <summary>A message that serves other facts too loses only the words of this one.</summary>
    private void RemoveEvidence(TreeDraft draft, Message message, Fact fact)
    {
        var others = draft.Tree.Under(FactKeys.Evidence(message.Id)).Any(id => id != fact.Id && draft.Tree.Fact(id) is not null);
        var rest = others && fact.Quote is { Length: > 0 } quote ? message.Content.Replace(quote, "", StringComparison.Ordinal).Trim() : "";
        if (rest.Length == 0 || rest.Length == message.Content.Length)
        {
            RemoveMessage(draft, message);
            return;
        }

        draft.Put(message with { Content = rest, UpdatedAt = draft.Now });
        Rewrite(draft, message.EpisodeId, message.Id);
    }

    private void RemoveMessage(TreeDraft draft, Message message)
    {
        draft.Remove(message.Id);
        foreach (var id in draft.Tree.Under(FactKeys.Evidence(message.Id)))
        {
            if (draft.Tree.Fact(id) is { } fact)
            {
                draft.Put(fact with
                {
                    EvidenceMessageIds = [.. fact.EvidenceMessageIds.Where(other => other != message.Id)],
                    SourceDiaIds = [.. fact.SourceDiaIds.Where(other => other != message.DiaId)],
                });
            }
        }

        Rewrite(draft, message.EpisodeId, message.Id);
    }

    private static void RemoveEpisode(TreeDraft draft, Episode episode)
    {
        draft.Remove(episode.Id);
        foreach (var item in ItemsOf(draft, episode))
        {
            draft.Put(item switch
            {
                Fact fact => fact with { EpisodeId = null },
                Message message => message with { EpisodeId = null },
                Artifact artifact => artifact with { EpisodeId = null },
                _ => item,
            });
        }
    }

    private void RemoveArtifact(TreeDraft draft, Artifact artifact)
    {
        draft.Remove(artifact.Id);
        foreach (var id in artifact.DescriptorFactIds)
        {
            if (draft.Tree.Fact(id) is { } fact && fact.SourceArtifactId == artifact.Id)
            {
                draft.Put(fact with { SourceArtifactId = null, RootArtifactId = null });
            }
        }

        // The message holds the artifact word for word.
        if (artifact.SourceMessageId is { } messageId && draft.Tree.Item(messageId)?.Value is Message message)
        {
            var rest = message.Content.Replace(artifact.Content, "", StringComparison.Ordinal).Trim();
            if (rest.Length == 0)
            {
                RemoveMessage(draft, message);
            }
            else
            {
                draft.Put(message with { Content = rest, UpdatedAt = draft.Now });
                Rewrite(draft, message.EpisodeId, message.Id);
            }
        }

        var versions = draft.Tree.Under(FactKeys.Artifact(artifact.RootArtifactId)).Select(id => draft.Tree.Item(id)?.Value).OfType<Artifact>().OrderBy(other => other.Version).ToList();
        foreach (var version in versions.Where(version => version.ParentArtifactId == artifact.Id))
        {
            draft.Put(version with { ParentArtifactId = artifact.ParentArtifactId });
        }

        if (artifact.IsLatest && versions is [.., var last])
        {
            draft.Put((Artifact)draft.Tree.Item(last.Id)!.Value with { IsLatest = true, State = ItemState.Active });
        }

        Rewrite(draft, artifact.EpisodeId, artifact.Id);
    }

    /// <summary>The episode anew from what is left of it, or gone with the last of it.</summary>
    private void Rewrite(TreeDraft draft, string? episodeId, string withoutId)
    {
        if (episodeId is null || draft.Tree.Item(episodeId)?.Value is not Episode episode)
        {
            return;
        }

        var items = ItemsOf(draft, episode);
        if (Digest.Of(reader, items) is not { } text)
        {
            draft.Remove(episode.Id);
            return;
        }

        draft.Put(episode with
        {
            Title = text.Title,
            Summary = text.Summary,
            Topics = text.Topics,
            FactIds = [.. episode.FactIds.Where(id => id != withoutId)],
            ArtifactIds = [.. episode.ArtifactIds.Where(id => id != withoutId)],
            UpdatedAt = draft.Now,
        });
    }

    private static List<TreeItem> ItemsOf(TreeDraft draft, Episode episode)
    {
        var messages = episode.SessionId is { } sessionId ? draft.Tree.Session(sessionId).Messages.Values : [];
        return messages.Concat(episode.FactIds).Concat(episode.ArtifactIds)
            .Distinct(StringComparer.Ordinal)
            .Select(id => draft.Tree.Item(id)?.Value)
            .OfType<TreeItem>()
            .Where(item => item switch
            {
                Fact fact => fact.EpisodeId == episode.Id,
                Message message => message.EpisodeId == episode.Id,
                Artifact artifact => artifact.EpisodeId == episode.Id,
                _ => false,
            })
            .ToList();
    }

    /// <summary>Every summary that draws on it, and those that draw on these, anew without it. Ones that were replaced are not kept for it.</summary>
    private void RewriteSummaries(TreeDraft draft, string sourceId)
    {
        foreach (var stored in draft.Tree.Summaries.Where(stored => stored.Value.Summary.SourceIds.Contains(sourceId)).ToList())
        {
            var gone = !Rewrite(draft, stored.Value, sourceId);
            var summaryId = stored.Value.Summary.Id;
            foreach (var over in draft.Tree.Summaries.Where(over => over.Value.Summary.SourceIds.Contains(summaryId)).ToList())
            {
                Rewrite(draft, over.Value, gone ? summaryId : null);
            }
        }
    }

    private bool Rewrite(TreeDraft draft, SummaryBody body, string? withoutId)
    {
        var summary = body.Summary;
        List<string> sources = [.. summary.SourceIds.Where(id => id != withoutId)];
        if (body.IsArchived || Digest.OfSources(reader, draft, summary with { SourceIds = sources }) is not { } text)
        {
            draft.RemoveSummary(summary.Id);
            return false;
        }

        draft.PutSummary(new SummaryBody(summary with { Summary = text.Summary, Topics = text.Topics, SourceIds = sources }, false));
        return true;
    }
}
