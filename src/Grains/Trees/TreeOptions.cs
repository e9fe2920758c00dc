namespace FencyGrid.Grains.Trees;

/// <summary>What can be set of memory trees. Configuration section <c>FencyGrid:Trees</c>.</summary>
public sealed record TreeOptions
{
    public const string Section = "FencyGrid:Trees";

    /// <summary>A topic that holds so many active facts gets its next ones in parts below it.</summary>
    public int NodeCapacity { get; init; } = 100;

    /// <summary>So many messages without an episode make the next one due.</summary>
    public int EpisodeMessages { get; init; } = 20;

    /// <summary>The share of the active facts that one consolidation may archive, 0 to 1. A run that would archive more changes nothing.</summary>
    public double LossBudget { get; init; } = 0.2;

    /// <summary>How many distinct users must share a claim before it becomes wisdom; at least 3.</summary>
    public int WisdomUsers { get; init; } = 3;

    /// <summary>The hour of the day, UTC, from which nightly consolidation runs.</summary>
    public int ConsolidationHour { get; init; } = 3;

    /// <summary>How long a model may take over one consolidation, nightly one of a tree, seed, or conversation that is read. What it has not written by then is done without it.</summary>
    public TimeSpan ModelTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many trees an operation over several asks at a time.</summary>
    public int ScatterWidth { get; init; } = 16;

    /// <summary>A fact that was neither confirmed nor retrieved for so long counts as stale in an audit.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromDays(180);
}
