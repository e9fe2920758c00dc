using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Trees.Rows;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Wisdom;

/// <summary>What a turn changes of the claims that a user's tree shares.</summary>
/// <param name="Offers">Claims that it shares from now on, in words for the agent's own tree.</param>
/// <param name="Withdrawn">Hashes of claims that it no longer shares.</param>
public sealed record ShareChanges(IReadOnlyList<WisdomOffer> Offers, IReadOnlyList<string> Withdrawn)
{
    public static ShareChanges None { get; } = new([], []);

    /// <summary>Gives the turn's facts their claims, and has the rows of the shares follow them.</summary>
    public static ShareChanges Of(TreeDraft draft, string organizationId, WisdomHash hash)
    {
        if (draft.Address.IsAgentGlobal)
        {
            return None;
        }

        var claims = new Dictionary<string, WisdomOffer?>(StringComparer.Ordinal);
        foreach (var id in draft.TouchedItems.ToList())
        {
            if (draft.Before.FindFact(id) is { State: ItemState.Active, ClaimHash: { } was })
            {
                claims.TryAdd(was, null);
            }

            if (draft.Tree.Fact(id) is { State: ItemState.Active } fact && Generalization.Of(fact) is { } text)
            {
                var offer = Offer(fact, text, hash);
                claims[offer.ClaimHash] = offer;
                draft.SetClaim(fact, offer.ClaimHash);
            }
        }

        var (treeHash, userHash) = (hash.Tree(draft.Address), hash.User(draft.Address));
        var offers = new List<WisdomOffer>();
        var withdrawn = new List<string>();
        foreach (var (claim, offer) in claims)
        {
            var key = FactKeys.Claim(claim);
            var shared = !draft.Before.Under(key).IsEmpty;
            var shares = !draft.Tree.Under(key).IsEmpty;
            var row = new WisdomShareRow(organizationId, draft.Address.AgentId, claim, treeHash, userHash, draft.Now);
            if (shares && !shared && offer is not null)
            {
                draft.Also(new InsertRow(row));
                offers.Add(offer);
            }
            else if (shared && !shares)
            {
                draft.Also(new DeleteRow(row));
                withdrawn.Add(claim);
            }
        }

        return new ShareChanges(offers, withdrawn);
    }

    /// <summary>Every claim of the tree, for agents' trees that may have missed it.</summary>
    public static IReadOnlyList<WisdomOffer> All(TreeState state, WisdomHash hash) => [.. state.ActiveFacts
        .Select(order => state.FindFact(order.Id)!)
        .Where(fact => fact.ClaimHash is not null)
        .Select(fact => (Fact: fact, Text: Generalization.Of(fact)))
        .Where(pair => pair.Text is not null)
        .Select(pair => Offer(pair.Fact, pair.Text!, hash))
        .DistinctBy(offer => offer.ClaimHash)];

    private static WisdomOffer Offer(Fact fact, string text, WisdomHash hash) => new(hash.Claim(text), text, fact.MemoryType, fact.Confidence, fact.Importance);
}
