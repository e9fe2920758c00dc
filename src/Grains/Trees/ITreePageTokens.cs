using FencyGrid.Contracts;

namespace FencyGrid.Grains.Trees;

/// <summary>Signs where a list over trees goes on, for one organization and one list.</summary>
public interface ITreePageTokens
{
    /// <param name="list">What the list is of: its scope and filters.</param>
    string Issue(string organizationId, string list, string cursor);

    /// <exception cref="InvalidRequestException">The token was not issued for this organization and list.</exception>
    string Read(string organizationId, string list, string token);
}
