namespace FencyGrid.Contracts.Trees;

/// <summary>A fact and what it came from.</summary>
/// <param name="Current">The fact that was asked for.</param>
/// <param name="PreviousVersions">The facts before it along the chain of supersession, newest first. A deleted one is not among them.</param>
public sealed record FactHistory(Fact Current, IReadOnlyList<Fact> PreviousVersions);

/// <param name="Start">Inclusive.</param>
/// <param name="End">Exclusive.</param>
public sealed record TimelineQuery(DateTimeOffset Start, DateTimeOffset End);

/// <summary>The active facts of a period by session. A fact's time is when its evidence was said, else when it was created.</summary>
/// <param name="Sessions">By the time of their first fact.</param>
public sealed record Timeline(IReadOnlyList<TimelineSession> Sessions, int TotalFacts);

/// <param name="SessionId">Empty for facts without a session.</param>
/// <param name="Facts">Oldest first.</param>
public sealed record TimelineSession(string SessionId, IReadOnlyList<Fact> Facts, DateTimeOffset FirstFactAt, DateTimeOffset LastFactAt);
