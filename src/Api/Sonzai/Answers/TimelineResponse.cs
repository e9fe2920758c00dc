using FencyGrid.Api.Sonzai.Schemas;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Answers;

internal sealed record TimelineResponse : SonzaiObject
{
    /// <summary>By the time of their first fact.</summary>
    public required IReadOnlyList<SonzaiTimelineSession> Sessions { get; init; }

    public required long TotalFacts { get; init; }

    public static TimelineResponse Of(Timeline timeline) => new()
    {
        Sessions = [.. timeline.Sessions.Select(session => new SonzaiTimelineSession
        {
            SessionId = session.SessionId,
            Facts = AtomicFact.Of(session.Facts),
            FactCount = session.Facts.Count,
            FirstFactAt = session.FirstFactAt,
            LastFactAt = session.LastFactAt,
        })],
        TotalFacts = timeline.TotalFacts,
    };
}

internal sealed record SonzaiTimelineSession
{
    /// <summary>Empty for facts without a session.</summary>
    public required string SessionId { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<AtomicFact> Facts { get; init; }

    public required long FactCount { get; init; }

    public required DateTimeOffset FirstFactAt { get; init; }

    public required DateTimeOffset LastFactAt { get; init; }
}
