using FencyGrid.Grains.Trees.Rows;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Embeddings;

namespace FencyGrid.Storage.Trees;

/// <summary>Removes what a tree holds from every table that holds any of it.</summary>
internal sealed class EraseTreeHandler : ChangeHandler<EraseTree>
{
    private static readonly WriteStatement DeleteItems = new(
        "DELETE FROM tree_items WHERE organization_id = @organization_id AND tree_id = @tree_id",
        "organization_id", "tree_id");

    private static readonly WriteStatement DeleteEntries = new(
        "DELETE FROM tree_entries WHERE organization_id = @organization_id AND tree_id = @tree_id",
        "organization_id", "tree_id");

    private static readonly WriteStatement DeleteShares = new(
        "DELETE FROM wisdom_shares WHERE organization_id = @organization_id AND agent_id = @agent_id AND tree_hash = @tree_hash",
        "organization_id", "agent_id", "tree_hash");

    protected override async ValueTask WriteAsync(EraseTree change, WriteSession session)
    {
        await session.EraseAsync(DeleteEntries, change.OrganizationId, change.TreeId);
        await session.EraseAsync(EraseVectorsHandler.DeleteAll, change.OrganizationId, change.TreeId);
        await session.EraseAsync(DeleteItems, change.OrganizationId, change.TreeId);
        if (change.TreeHash is not null)
        {
            await session.EraseAsync(DeleteShares, change.OrganizationId, change.AgentId, change.TreeHash);
        }
    }
}
