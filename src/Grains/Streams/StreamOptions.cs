namespace FencyGrid.Grains.Streams;

/// <summary>Configuration section <c>FencyGrid:Streams</c>.</summary>
public sealed class StreamOptions
{
    public const string Section = "FencyGrid:Streams";

    /// <summary>How long a stream lives. Fency's own client keeps one for eight minutes.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A connection that carries nothing else for so long carries a comment, so that no proxy takes it for dead.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Past so many characters a stream lets go of its oldest items, first those that a client was sent.</summary>
    public int MaxKeptCharacters { get; set; } = 2_000_000;
}
