using System.Globalization;
using FencyGrid.Api.Http;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Api.XTrace;

// The objects of XTrace's answers. What an item has nothing for is null or empty, never left out.

/// <summary>Any memory as one line: in search results and lists, and by its id.</summary>
/// <param name="Score">0 to 1 in a search answer, null elsewhere.</param>
/// <param name="UserId">Null for what an agent knows of all its users.</param>
public sealed record XTraceMemory(
    string Id,
    string Memory,
    string AgentId,
    IReadOnlyList<string> Categories,
    string? ConvId,
    DateTimeOffset CreatedAt,
    RawJson Metadata,
    double? Score,
    DateTimeOffset UpdatedAt,
    string? UserId)
{
    public static XTraceMemory Of(TreeItem item, double? score = null) => new(
        item.Id,
        item.Body,
        item.Tree.AgentId,
        item switch { Fact fact => fact.Categories, Episode episode => episode.Topics, _ => [] },
        item.SessionId,
        item.CreatedAt,
        new RawJson(item.Metadata),
        score,
        item.UpdatedAt,
        item.Tree.IsAgentGlobal ? null : item.Tree.UserId);
}

/// <param name="EventDate">
/// When what it says happened, or for a message kept as it stands when it was said; the date as it was given where that was not understood.
/// </param>
/// <param name="Origin"><c>manual</c>, <c>extracted</c>, <c>verbatim</c>, <c>seed</c> or <c>wisdom</c>.</param>
/// <param name="SourceDiaIds">The callers' ids of the messages it came from.</param>
/// <param name="SourceEventIds">Our ids of those messages, where they were kept beside it.</param>
/// <param name="Status"><c>active</c>, <c>superseded</c> or <c>archived</c>.</param>
/// <param name="Supersedes">The fact whose place it took.</param>
public sealed record XTraceFact(
    string FactId,
    string Text,
    string? ChangeReason,
    string? ChangeType,
    DateTimeOffset? ConsolidatedAt,
    string? ConvId,
    DateTimeOffset CreatedAt,
    string? EpisodeId,
    string? EventDate,
    string FactType,
    RawJson Metadata,
    string Origin,
    string? RootArtifactId,
    double? Score,
    string? SourceArtifactId,
    IReadOnlyList<string> SourceDiaIds,
    IReadOnlyList<string> SourceEventIds,
    string? SourceRole,
    string Status,
    string? Supersedes)
{
    private const string DateFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static XTraceFact Of(Fact fact, double? score = null) => new(
        fact.Id,
        fact.Text,
        fact.ChangeReason,
        fact.ChangeType,
        fact.ConsolidatedAt,
        fact.SessionId,
        fact.CreatedAt,
        fact.EpisodeId,
        EventDateOf(fact),
        fact.FactType,
        new RawJson(fact.Metadata),
        fact.Origin.ToString().ToLowerInvariant(),
        fact.RootArtifactId,
        score,
        fact.SourceArtifactId,
        fact.SourceDiaIds,
        fact.EvidenceMessageIds,
        fact.SourceRole,
        fact.State.ToString().ToLowerInvariant(),
        fact.SupersedesId);

    private static string? EventDateOf(Fact fact)
    {
        // A date that was given and not understood is no time: it stands as it was given.
        var said = fact.SaidAt is { } time && (fact.DateText is null || FreeTextDate.Parse(fact.DateText) is not null) ? Written(time) : fact.DateText;
        var happened = fact.EventTime is { } eventTime ? Written(eventTime) : null;
        return fact.Origin == FactOrigin.Verbatim ? said ?? happened : happened ?? said;
    }

    private static string Written(DateTimeOffset time) => time.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture);
}

public sealed record XTraceArtifact(
    string ArtifactId,
    string ArtifactType,
    string Content,
    string? ConvId,
    DateTimeOffset CreatedAt,
    IReadOnlyList<string> DescriptorFactIds,
    string? EpisodeId,
    bool IsLatest,
    string Name,
    string? ParentArtifactId,
    string? Rationale,
    string RootArtifactId,
    double? Score,
    string Summary,
    int Version)
{
    public static XTraceArtifact Of(Artifact artifact, double? score = null) => new(
        artifact.Id,
        artifact.ArtifactType,
        artifact.Content,
        artifact.SessionId,
        artifact.CreatedAt,
        artifact.DescriptorFactIds,
        artifact.EpisodeId,
        artifact.IsLatest,
        artifact.Name,
        artifact.ParentArtifactId,
        artifact.Rationale,
        artifact.RootArtifactId,
        score,
        artifact.Summary,
        artifact.Version);
}

public sealed record XTraceEpisode(
    string EpisodeId,
    IReadOnlyList<string> ArtifactIds,
    string? ConvId,
    DateTimeOffset? EndedAt,
    IReadOnlyList<string> FactIds,
    DateTimeOffset? StartedAt,
    string Summary,
    string Title)
{
    public static XTraceEpisode Of(Episode episode) => new(
        episode.Id,
        episode.ArtifactIds,
        episode.SessionId,
        episode.EndedAt,
        episode.FactIds,
        episode.StartedAt,
        episode.Summary,
        episode.Title);
}
