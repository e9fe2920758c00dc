using FencyGrid.Contracts;

namespace FencyGrid.Content.Network;

/// <summary>A URL leads, or would lead, where this server does not go for its users. The message names nothing that the URL itself does not.</summary>
public sealed class UrlRefusedException : GridException
{
    public UrlRefusedException(string message, bool isTransient = false, Exception? inner = null)
        : base(message, inner) => IsTransient = isTransient;

    /// <summary>True where nothing is known against the URL but its name could not be resolved now.</summary>
    public bool IsTransient { get; }
}
