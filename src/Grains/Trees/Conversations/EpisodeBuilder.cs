using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Rules;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Conversations;

/// <summary>Makes episodes of the messages that wait for one.</summary>
public sealed class EpisodeBuilder(IFactReader reader, TreeOptions options)
{
    private const int MaxFactsPerEpisode = 5000;

    /// <summary>A pause of so long in a conversation ends an episode.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromHours(8);

    /// <param name="isImport">An imported conversation is complete: its messages wait for no further ones.</param>
    public IReadOnlyList<Episode> Flush(TreeDraft draft, string sessionId, FlushPolicy policy, bool isImport)
    {
        var session = draft.Tree.Session(sessionId);
        var due = policy switch
        {
            FlushPolicy.Now => true,
            FlushPolicy.Later => false,
            _ => isImport || session.Waiting.Count >= options.EpisodeMessages,
        };
        if (!due || session.Waiting.IsEmpty)
        {
            return [];
        }

        List<TreeItem> waiting = [.. session.Waiting.Select(position => draft.Tree.Item(session.Messages[position])!.Value)];
        return [.. Split(waiting).Select(talk => Build(draft, sessionId, talk)).OfType<Episode>()];
    }

    private Episode? Build(TreeDraft draft, string sessionId, List<TreeItem> talk)
    {
        var told = talk.SelectMany(item => draft.Tree.Under(FactKeys.Evidence(item.Id))).Distinct(StringComparer.Ordinal).Select(draft.Tree.Fact).OfType<Fact>();
        if (Digest.Of(reader, talk.Concat(told).ToList()) is not { } text)
        {
            return null;
        }

        var id = TreeDraft.NewId();
        var createdAt = draft.Next();
        var factIds = new List<string>();
        var artifactIds = new List<string>();
        foreach (var item in talk)
        {
            if (item is Fact own)
            {
                draft.Put(own with { EpisodeId = id });
                factIds.Add(own.Id);
                continue;
            }

            draft.Put((Message)item with { EpisodeId = id });
            foreach (var factId in draft.Tree.Under(FactKeys.Evidence(item.Id)))
            {
                if (draft.Tree.Item(factId)?.Value is Artifact { EpisodeId: null })
                {
                    artifactIds.Add(factId);
                }

                if (draft.Tree.Fact(factId) is not { } fact || factIds.Contains(factId) || factIds.Count >= MaxFactsPerEpisode)
                {
                    continue;
                }

                // A fact stays in the episode it was first told in.
                factIds.Add(factId);
                if (fact.EpisodeId is null)
                {
                    draft.Put(fact with { EpisodeId = id });
                }
            }
        }

        foreach (var artifactId in artifactIds)
        {
            draft.Put((Artifact)draft.Tree.Item(artifactId)!.Value with { EpisodeId = id });
        }

        var episode = new Episode
        {
            Id = id,
            Tree = draft.Address,
            SessionId = sessionId,
            Title = text.Title,
            Summary = text.Summary,
            Topics = text.Topics,
            StartedAt = text.StartedAt ?? Time(talk[0]),
            EndedAt = text.EndedAt ?? Time(talk[^1]),
            FactIds = factIds,
            ArtifactIds = artifactIds,
            CreatedAt = createdAt,
            UpdatedAt = createdAt,
        };
        draft.Put(episode);
        return episode;
    }

    private static IEnumerable<List<TreeItem>> Split(List<TreeItem> waiting)
    {
        var part = new List<TreeItem>();
        foreach (var item in waiting)
        {
            if (part.Count > 0 && Said(item) - Said(part[^1]) > Pause)
            {
                yield return part;
                part = [];
            }

            part.Add(item);
        }

        yield return part;
    }

    // Without a date of its own a message tells of no pause.
    private static DateTimeOffset? Said(TreeItem item) => item switch
    {
        Message message => message.SaidAt,
        Fact fact => fact.SaidAt,
        _ => null,
    };

    private static DateTimeOffset Time(TreeItem item) => Said(item) ?? item.CreatedAt;
}
