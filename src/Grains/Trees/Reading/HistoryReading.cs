using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Reading;

/// <summary>A tree over time: the versions of a fact, the facts of a period.</summary>
public static class HistoryReading
{
    public static FactHistory History(TreeState state, string factId)
    {
        var fact = state.FindFact(factId) ?? throw NotFoundException.Of("fact", factId);
        var seen = new HashSet<string>(StringComparer.Ordinal) { factId };
        var previous = new List<Fact>();
        for (var id = fact.SupersedesId; id is not null && seen.Add(id) && state.FindFact(id) is { } older; id = older.SupersedesId)
        {
            previous.Add(older);
        }

        return new FactHistory(fact, previous);
    }

    /// <exception cref="InvalidRequestException">The period ends before it starts.</exception>
    public static Timeline Timeline(TreeState state, TimelineQuery query)
    {
        if (query.End < query.Start)
        {
            throw new InvalidRequestException($"The period ends ({query.End:yyyy-MM-dd}) before it starts ({query.Start:yyyy-MM-dd}).");
        }

        List<TimelineSession> sessions = [.. state.ActiveFacts
            .Select(order => state.FindFact(order.Id)!)
            .Where(fact => Told(fact) >= query.Start && Told(fact) < query.End)
            .GroupBy(fact => fact.SessionId ?? "", StringComparer.Ordinal)
            .Select(session => Session(session.Key, session))
            .OrderBy(session => session.FirstFactAt).ThenBy(session => session.SessionId, StringComparer.Ordinal)];
        return new Timeline(sessions, sessions.Sum(session => session.Facts.Count));
    }

    /// <summary>Facts of one session from several places.</summary>
    public static TimelineSession Session(string sessionId, IEnumerable<Fact> facts)
    {
        List<Fact> ordered = [.. facts.OrderBy(Told).ThenBy(fact => fact.CreatedAt).ThenBy(fact => fact.Id, StringComparer.Ordinal)];
        return new TimelineSession(sessionId, ordered, Told(ordered[0]), Told(ordered[^1]));
    }

    private static DateTimeOffset Told(Fact fact) => fact.SaidAt ?? fact.CreatedAt;
}
