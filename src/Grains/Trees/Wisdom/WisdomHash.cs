using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Rows;
using FencyGrid.Grains.Trees.Rules;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Wisdom;

/// <summary>The hashes of an agent's shares, all under the salt of the agent's own tree.</summary>
public sealed class WisdomHash(string agentSalt)
{
    private readonly SaltedHash _hash = new(agentSalt);

    public string Claim(string generalised) => _hash.Of("claim", ClaimText.Normalize(generalised));

    public string Tree(TreeAddress address) => _hash.Of("tree", TreeId.Of(address));

    /// <summary>The same for all instances of one user.</summary>
    public string User(TreeAddress address) => _hash.Of("user", address.UserId);
}
