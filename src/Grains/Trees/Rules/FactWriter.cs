using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Rules;

/// <summary>
/// The one way for a claim into a tree: refused where it was deleted before, confirmed where it is known, else stored, in place of what
/// it contradicts.
/// </summary>
public sealed class FactWriter(IFactReader reader, TreeOptions options)
{
    private const int MaxEvidence = 200;

    /// <summary>Adds a claim that is given as it is. What is wrong with it makes its outcome, and nothing else fails with it.</summary>
    public FactOutcome Add(TreeDraft draft, SaltedHash hash, NewFact fact)
    {
        try
        {
            FactComposer.Check(fact);
            var text = fact.Text.Trim();
            return Add(draft, hash, fact, text, reader.Describe(text, null), []);
        }
        catch (InvalidRequestException exception)
        {
            return new FactOutcome(FactOutcomeKind.Rejected, null, [], exception.Message);
        }
    }

    /// <summary>Adds a claim that was read from messages.</summary>
    /// <param name="evidence">The messages, for their ids, roles and dates.</param>
    public FactOutcome Add(TreeDraft draft, SaltedHash hash, NewFact fact, string text, ExtractedFact read, IReadOnlyList<Message> evidence)
    {
        if (draft.Tree.HasTombstones && Tombstone(hash, text) is var tombstone && draft.Tree.HasTombstone(tombstone))
        {
            if (!fact.IgnoreTombstone)
            {
                return new FactOutcome(FactOutcomeKind.Rejected, null, [], "The same words were deleted before.");
            }

            draft.RemoveTombstone(tombstone);
        }

        if (FindSame(draft, text, read) is { } known)
        {
            return new FactOutcome(FactOutcomeKind.Confirmed, Confirm(draft, known, fact, read, evidence), [], null);
        }

        var first = evidence is [var message, ..] ? message : null;
        var created = FactComposer.Compose(draft, fact, text, read, options.NodeCapacity);
        created = created with
        {
            EvidenceMessageIds = [.. evidence.Select(source => source.Id)],
            SourceDiaIds = [.. evidence.Select(source => source.DiaId).OfType<string>()],
            SessionId = created.SessionId ?? first?.SessionId,
            Speaker = first?.Speaker,
            DateText = first?.DateText,
        };
        return Store(draft, created);
    }

    /// <summary>Whether the words of the text were deleted from this tree.</summary>
    public static string Tombstone(SaltedHash hash, string text) => hash.Of("tombstone", ClaimText.Normalize(text));

    /// <summary>Active facts that the claim takes the place of.</summary>
    public IEnumerable<Fact> FindContradicted(TreeDraft draft, Fact claim)
    {
        if (claim is not { Subject: { } subject, Attribute: { } attribute })
        {
            return [];
        }

        var read = FactComposer.Claim(claim);
        return draft.Tree.Under(FactKeys.Attribute(subject, attribute, claim.Value))
            .Select(draft.Tree.Fact)
            .OfType<Fact>()
            .Where(known => known.Id != claim.Id && known.State == ItemState.Active && reader.Contradicts(read, FactComposer.Claim(known)))
            .ToList();
    }

    /// <summary>Has one fact take the place of another, from the time it holds.</summary>
    public static Fact Supersede(TreeDraft draft, Fact older, Fact newer, string reason)
    {
        var superseded = older with
        {
            State = ItemState.Superseded,
            SupersededById = newer.Id,
            ValidUntil = older.ValidUntil ?? (newer.ValidFrom > older.ValidFrom ? newer.ValidFrom : newer.CreatedAt),
            ChangeType = "superseded",
            ChangeReason = reason,
            UpdatedAt = newer.CreatedAt,
        };
        draft.Put(superseded);
        return superseded;
    }

    private FactOutcome Store(TreeDraft draft, Fact created)
    {
        var contradicted = FindContradicted(draft, created).OrderBy(fact => fact.CreatedAt).ToList();

        // Conversations may come in any order: what was said earlier is history beside what is known to be said later.
        if (created.SaidAt is { } said && contradicted.Find(known => known.SaidAt > said) is { } later)
        {
            draft.Put(created with
            {
                State = ItemState.Superseded,
                SupersededById = later.Id,
                ValidUntil = later.ValidFrom,
                ChangeType = "superseded",
                ChangeReason = "A later statement says otherwise.",
            });
            if (later.SupersedesId is null)
            {
                draft.Put(later with { SupersedesId = created.Id });
            }

            return new FactOutcome(FactOutcomeKind.Created, draft.Tree.Fact(created.Id), [], null);
        }

        if (contradicted is [.., var last])
        {
            created = created with { SupersedesId = last.Id, ChangeReason = "It says otherwise than what was known." };
        }

        draft.Put(created);
        foreach (var known in contradicted)
        {
            Supersede(draft, known, created, "A newer statement says otherwise.");
        }

        return new FactOutcome(FactOutcomeKind.Created, created, [.. contradicted.Select(known => known.Id)], null);
    }

    private Fact? FindSame(TreeDraft draft, string text, ExtractedFact read)
    {
        var normal = ClaimText.Normalize(text);
        foreach (var id in draft.Tree.Under(FactKeys.Text(text)))
        {
            if (draft.Tree.Fact(id) is { } fact && ClaimText.Normalize(fact.Text) == normal)
            {
                return fact;
            }
        }

        foreach (var word in FactKeys.Near(draft.Tree.Statements.Read(text)))
        {
            foreach (var id in draft.Tree.Under(word))
            {
                if (draft.Tree.Fact(id) is { } fact && draft.Tree.Statements.IsSame(text, fact.Text) && !reader.Contradicts(read, FactComposer.Claim(fact)))
                {
                    return fact;
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Another source for the same claim: what remains of the doubt shrinks by the half of the new source's confidence, and the claim is
    /// remembered afresh.
    /// </summary>
    private static Fact Confirm(TreeDraft draft, Fact known, NewFact fact, ExtractedFact read, IReadOnlyList<Message> evidence)
    {
        var now = draft.Next();
        var confidence = fact.Confidence ?? read.Confidence;
        var confirmed = known with
        {
            MentionCount = known.MentionCount + 1,
            LastConfirmed = now,
            Confidence = 1 - ((1 - known.Confidence) * (1 - (0.5 * confidence))),
            RetentionStrength = 1,
            Importance = Math.Max(known.Importance, fact.Importance ?? 0),
            Entities = fact.Entities is { } named ? [.. known.Entities.Union(named, StringComparer.OrdinalIgnoreCase)] : known.Entities,
            Metadata = MetadataObject.Merge(known.Metadata, fact.Metadata),
            EvidenceMessageIds = Join(known.EvidenceMessageIds, evidence.Select(message => message.Id)),
            SourceDiaIds = Join(known.SourceDiaIds, evidence.Select(message => message.DiaId).OfType<string>()),
            ChangeType = "confirmed",
            ChangeReason = null,
            UpdatedAt = now,
        };
        draft.Put(confirmed);
        return confirmed;
    }

    private static IReadOnlyList<string> Join(IReadOnlyList<string> known, IEnumerable<string> more) =>
        [.. known.Union(more, StringComparer.Ordinal).Take(MaxEvidence)];
}
