using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Rules;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees;

public sealed partial class MemoryTreeGrain
{
    public async Task<WisdomAudit> GetWisdomAuditAsync(string factId, CancellationToken cancellationToken)
    {
        var state = State;
        if (!_address.IsAgentGlobal || state.FindFact(factId) is not { } fact)
        {
            throw NotFoundException.Of("wisdom fact", factId);
        }

        var path = state.Nodes.GetValueOrDefault(fact.NodeId)?.Node.Value.Path ?? "";
        if (fact is not { Origin: FactOrigin.Wisdom, ClaimHash: { } claim })
        {
            return new WisdomAudit(factId, fact.Text, [], 0, fact.Confidence, null, path);
        }

        var sharers = (await _queries.ListSharersAsync(OrganizationId, _address.AgentId, [claim], cancellationToken)).GetValueOrDefault(claim) ?? [];
        return new WisdomAudit(factId, fact.Text, sharers, sharers.Count, fact.Confidence, fact.CreatedAt, path);
    }

    public async Task PromoteAsync(IReadOnlyList<WisdomOffer> offers, CancellationToken cancellationToken)
    {
        var sharers = await _queries.ListSharersAsync(OrganizationId, _address.AgentId, [.. offers.Select(offer => offer.ClaimHash)], cancellationToken);
        var draft = Draft();
        var hash = Hash;
        foreach (var offer in offers)
        {
            var users = sharers.GetValueOrDefault(offer.ClaimHash)?.Count ?? 0;
            if (users >= WisdomUsers && !draft.Tree.HasTombstone(FactWriter.Tombstone(hash, offer.Text)))
            {
                Promote(draft, offer, users);
            }
        }

        await CommitAsync(draft, cancellationToken);
    }

    public async Task ReviewWisdomAsync(IReadOnlyList<string> claimHashes, CancellationToken cancellationToken)
    {
        List<Fact> promoted = [.. claimHashes
            .SelectMany(claim => State.Under(FactKeys.Claim(claim)))
            .Select(State.FindFact)
            .OfType<Fact>()
            .Where(fact => fact.Origin == FactOrigin.Wisdom)];
        if (promoted.Count == 0)
        {
            return;
        }

        var sharers = await _queries.ListSharersAsync(OrganizationId, _address.AgentId, [.. promoted.Select(fact => fact.ClaimHash!)], cancellationToken);
        var draft = Draft();
        var hash = Hash;
        foreach (var fact in promoted)
        {
            var users = sharers.GetValueOrDefault(fact.ClaimHash!)?.Count ?? 0;
            if (users < WisdomUsers)
            {
                // Withdrawn, not forbidden: when enough users share it again, it returns.
                _removal.Remove(draft, hash, fact);
                draft.RemoveTombstone(FactWriter.Tombstone(hash, fact.Text));
            }
            else if (users != fact.MentionCount)
            {
                draft.Put(fact with { MentionCount = users, Confidence = WisdomConfidence(users) });
            }
        }

        await CommitAsync(draft, cancellationToken);
    }

    // Each further user halves what doubt is left: seven in eight at three users.
    private static double WisdomConfidence(int users) => 1 - Math.Pow(0.5, users);

    private void Promote(TreeDraft draft, WisdomOffer offer, int users)
    {
        if (draft.Tree.Under(FactKeys.Claim(offer.ClaimHash)).Select(draft.Tree.Fact).FirstOrDefault(fact => fact is { Origin: FactOrigin.Wisdom }) is { } known)
        {
            if (known.MentionCount != users)
            {
                draft.Put(known with { MentionCount = users, Confidence = WisdomConfidence(users), LastConfirmed = draft.Next(), ChangeType = "confirmed" });
            }

            return;
        }

        var given = new NewFact { Text = offer.Text, Origin = FactOrigin.Wisdom, FactType = "wisdom", Importance = offer.Importance, Confidence = WisdomConfidence(users) };
        var fact = FactComposer.Compose(draft, given, offer.Text, _reader.Describe(offer.Text, null) with { MemoryType = offer.MemoryType }, _options.NodeCapacity);
        draft.Put(fact with { ClaimHash = offer.ClaimHash, MentionCount = users, Entities = [], InferredEntities = [], AgentFraming = null });
    }
}
