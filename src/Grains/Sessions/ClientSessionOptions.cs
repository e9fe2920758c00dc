namespace FencyGrid.Grains.Sessions;

/// <summary>Configuration section <c>FencyGrid:Sessions</c>.</summary>
public sealed class ClientSessionOptions
{
    public const string Section = "FencyGrid:Sessions";

    /// <summary>How long a client token is good for its one use.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a download link works.</summary>
    public TimeSpan FileLinkLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the rows of expired sessions and streams stay, so that a late client learns that its token has expired.</summary>
    public TimeSpan KeepExpired { get; set; } = TimeSpan.FromHours(1);
}
