using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Trees.Rows;

public enum TreeItemRowKind
{
    Fact,
    Message,
    Episode,
    Artifact,
    Node,
    Summary,
    Run,

    /// <summary>Its id is the keyed hash of a deleted fact's normalised text; it holds nothing else.</summary>
    Tombstone,
}

/// <summary>Table <c>tree_items</c>, key (organization_id, id): everything that a tree holds, one row for each.</summary>
/// <param name="CreatedAt">Unique within the tree: its items' order.</param>
/// <param name="Body">JSON; see <see cref="TreeJson"/>.</param>
public sealed record TreeItemRow(
    string OrganizationId,
    string Id,
    string TreeId,
    TreeItemRowKind Kind,
    DateTimeOffset CreatedAt,
    string Body,
    long Version) : IVersionedRow;

/// <summary>
/// Table <c>tree_entries</c>, key (organization_id, tree_id, item_id): what a tree's indexes take in of an item's text, so that a tree loads
/// without reading text again; see <see cref="Search.StoredEntry"/>. Beside the items' own rows because it changes only with the text.
/// </summary>
public sealed record TreeEntryRow(string OrganizationId, string TreeId, string ItemId, byte[] Entry) : IRow
{
    /// <summary>In place of an item's id: the row holds the use that was made of the tree's facts and that their rows do not say yet, see <see cref="Search.UseLog"/>.</summary>
    public const string Use = "use";
}

/// <summary>
/// Table <c>wisdom_shares</c>, key (organization_id, agent_id, claim_hash, tree_hash): that one user's tree holds a claim. The hashes are keyed
/// with the salt of the agent's own tree; nothing in the row tells who or what.
/// </summary>
public sealed record WisdomShareRow(
    string OrganizationId,
    string AgentId,
    string ClaimHash,
    string TreeHash,
    string UserHash,
    DateTimeOffset CreatedAt) : IRow;

/// <summary>Removes every item and index entry of a tree, and its shares. The tree's own row is the grain's to delete, at the version it read.</summary>
/// <param name="TreeHash">The tree's hash in its shares; null for an agent's own tree, which has none.</param>
public sealed record EraseTree(string OrganizationId, string TreeId, string AgentId, string? TreeHash) : StoreChange;
