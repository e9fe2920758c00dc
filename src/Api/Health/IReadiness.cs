namespace FencyGrid.Api.Health;

/// <summary>What else, beside the store and the keys, must be so before calls are sent to this process.</summary>
public interface IReadiness
{
    /// <summary>Why none should be, in a few words; null if they may.</summary>
    string? NotReady { get; }
}
