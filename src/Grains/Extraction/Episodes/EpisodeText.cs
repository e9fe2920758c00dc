namespace FencyGrid.Grains.Extraction.Episodes;

/// <summary>A readable digest of a stretch of conversation or of facts.</summary>
public sealed record EpisodeText(
    string Title,
    string Summary,
    IReadOnlyList<string> Topics,
    IReadOnlyList<string> People,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt);
