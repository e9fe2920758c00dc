using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction.Merging;
using FencyGrid.Grains.Extraction.Statements;

namespace FencyGrid.Grains.Trees.State;

/// <summary>
/// The keys under which facts are found again by what they say or refer to. 64-bit hashes: whoever looks a fact up by one checks
/// that it is meant.
/// </summary>
public static class FactKeys
{
    // Enough for two texts of several hundred words to meet.
    private const int MostWords = 64;

    /// <summary>The item itself.</summary>
    public static ulong Item(string id) => Hash('i', id);

    /// <summary>The same words, whatever their case and punctuation.</summary>
    public static ulong Text(string text) => Hash('t', ClaimText.Normalize(text));

    /// <summary>Words of which two texts that say nearly the same share at least one.</summary>
    internal static IEnumerable<ulong> Near(StatementSignature statement) => statement.Prefix.Take(MostWords).Select(word => Hash('w', statement.Guard, word));

    /// <summary>The same claim in general terms.</summary>
    public static ulong Claim(string claimHash) => Hash('c', claimHash);

    /// <summary>The same subject and attribute, and where an attribute can have several values, the same value.</summary>
    public static ulong Attribute(string subject, string attribute, string? value) =>
        Hash('a', subject.ToLowerInvariant(), attribute, FactAttributes.IsSingleValued(attribute) ? "" : ClaimText.Normalize(value ?? ""));

    /// <summary>Read from that message.</summary>
    public static ulong Evidence(string messageId) => Hash('e', messageId);

    /// <summary>Put away in favour of that fact.</summary>
    public static ulong MergedInto(string factId) => Hash('m', factId);

    /// <summary>The caller's id of a message within its conversation.</summary>
    public static ulong Dia(string sessionId, string diaId) => Hash('d', sessionId, diaId);

    /// <summary>All versions of one artifact.</summary>
    public static ulong Artifact(string rootId) => Hash('r', rootId);

    /// <summary>Artifacts of that type and name.</summary>
    public static ulong ArtifactName(string type, string name) => Hash('n', type, name.ToLowerInvariant());

    /// <summary>The keys of a fact's words: what they are, and those of which a near-duplicate shares one.</summary>
    public static IReadOnlyList<ulong> OfText(Fact fact, StatementComparison statements) =>
        fact.Origin == FactOrigin.Verbatim ? [] : [Text(fact.Text), .. Near(statements.Read(fact.Text))];

    /// <summary>Every key of the item. What a fact says is kept only while it is active: nothing else is confirmed or contradicted.</summary>
    public static IEnumerable<FactKey> Of(TreeItem item, IReadOnlyList<ulong> textKeys)
    {
        switch (item)
        {
            case Fact fact:
                return OfFact(fact, textKeys);
            case Message { DiaId: { } diaId, SessionId: { } sessionId }:
                return [new(Dia(sessionId, diaId))];
            case Artifact artifact:
                IEnumerable<FactKey> keys = [new(Artifact(artifact.RootArtifactId)), new(ArtifactName(artifact.ArtifactType, artifact.Name))];
                return artifact.SourceMessageId is { } source ? keys.Append(new(Evidence(source))) : keys;
            default:
                return [];
        }
    }

    private static IEnumerable<FactKey> OfFact(Fact fact, IReadOnlyList<ulong> textKeys)
    {
        if (fact.State == ItemState.Active && fact.Origin != FactOrigin.Verbatim)
        {
            foreach (var key in textKeys)
            {
                yield return new(key, Recent: true);
            }

            if (fact is { Subject: { } subject, Attribute: { } attribute })
            {
                yield return new(Attribute(subject, attribute, fact.Value), Recent: true);
            }
        }

        if (fact is { State: ItemState.Active, ClaimHash: { } claim })
        {
            yield return new(Claim(claim));
        }

        foreach (var messageId in fact.EvidenceMessageIds)
        {
            yield return new(Evidence(messageId));
        }

        if (fact.MergedIntoId is { } kept)
        {
            yield return new(MergedInto(kept));
        }

        if (fact is { Origin: FactOrigin.Verbatim, SessionId: { } sessionId, SourceDiaIds: [var dia, ..] })
        {
            yield return new(Dia(sessionId, dia));
        }
    }

    internal static ulong Hash(char kind, params ReadOnlySpan<string> parts)
    {
        // FNV-1a of 64 bits.
        var hash = (14695981039346656037UL ^ kind) * 1099511628211UL;
        foreach (var part in parts)
        {
            foreach (var c in part)
            {
                hash = (hash ^ c) * 1099511628211UL;
            }

            hash = (hash ^ 0x1F) * 1099511628211UL;
        }

        return hash;
    }
}

/// <param name="Recent">Only the youngest facts are kept under it, so that one worn phrase does not slow every write.</param>
public readonly record struct FactKey(ulong Hash, bool Recent = false);
