using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Search;

/// <summary>
/// Scores facts with the messages that told them: a fact is found by the conversation around it, while its own words alone are answered with.
/// The numbers are ours, chosen on five conversations of LoCoMo; results change little from 0.6 to 1.0 and from 0.8 to 1.0.
/// </summary>
/// <param name="admits">Whether a fact of that id may be answered with.</param>
internal sealed class ToldFacts(TreeState state, Func<string, bool> admits)
{
    // What of a fact's score its message makes; its own words tell it from the message's other facts.
    private const double MessageShare = 0.8;

    // A message that told nothing of its own speaks for the facts of the nearest on either side that did, up to so far away.
    private const int Reach = 2;
    private const double NeighbourShare = 0.9;

    private readonly Dictionary<string, (string FactId, double Share)[]> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _scores = new(StringComparer.Ordinal);

    /// <summary>Whether no message that was noted told a fact.</summary>
    public bool IsEmpty => _scores.Count == 0;

    /// <summary>Whether the item is a message that speaks for a fact.</summary>
    public bool Tells(string? id) => id is not null && Of(id).Length > 0;

    /// <summary>Counts the score of a message for its facts.</summary>
    public void Note(string messageId, double score)
    {
        foreach (var (factId, share) in Of(messageId))
        {
            _scores[factId] = Math.Max(_scores.GetValueOrDefault(factId), share * score);
        }
    }

    /// <summary>The hits with what their messages add, and after them the facts that were found by their messages alone.</summary>
    public IEnumerable<(string ItemId, double Score)> Combine(IEnumerable<(string ItemId, double Score)> hits)
    {
        foreach (var (id, score) in hits)
        {
            yield return _scores.Remove(id, out var told) ? (id, (MessageShare * told) + ((1 - MessageShare) * score))
                : IsTold(id) ? (id, (1 - MessageShare) * score)
                : (id, score);
        }

        foreach (var (id, told) in _scores)
        {
            yield return (id, MessageShare * told);
        }
    }

    // Messages are kept by their conversations; where there are none, no fact needs to be looked at.
    private bool IsTold(string id) =>
        !state.Sessions.IsEmpty && state.FindFact(id)?.EvidenceMessageIds.Any(message => state.Find(message) is Message) == true;

    private (string FactId, double Share)[] Of(string messageId)
    {
        if (!_facts.TryGetValue(messageId, out var facts))
        {
            _facts[messageId] = facts = state.Find(messageId) is Message message ? Find(message) : [];
        }

        return facts;
    }

    private (string FactId, double Share)[] Find(Message message)
    {
        var own = Told(message.Id, 1);
        if (own.Length > 0 || message.SessionId is null)
        {
            return own;
        }

        var session = state.Sessions.GetValueOrDefault(message.SessionId, SessionState.Empty);
        return [.. Nearest(session, message.Position, 1), .. Nearest(session, message.Position, -1)];
    }

    private (string FactId, double Share)[] Nearest(SessionState session, int position, int step)
    {
        for (var away = 1; away <= Reach; away++)
        {
            if (session.Messages.TryGetValue(position + (away * step), out var neighbour) && Told(neighbour, NeighbourShare) is { Length: > 0 } facts)
            {
                return facts;
            }
        }

        return [];
    }

    private (string FactId, double Share)[] Told(string messageId, double share) =>
        [.. state.Under(FactKeys.Evidence(messageId)).Where(id => state.Find(id) is Fact && admits(id)).Select(id => (id, share))];
}
