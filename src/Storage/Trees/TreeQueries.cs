using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Rows;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Reads;

namespace FencyGrid.Storage.Trees;

internal sealed class TreeQueries(StoreReader reader) : ITreeQueries
{
    // Well under the number of parameters that one statement may have.
    private const int HashesPerQuery = 500;

    private static readonly string FindTreeSql = $"SELECT {Tables.Trees.Select} FROM trees WHERE organization_id = @organizationId AND id = @treeId";

    private static readonly string FindTreeOfItemSql =
        $"""
        SELECT {Tables.Trees.SelectAs("t")} FROM tree_items i
        JOIN trees t ON t.organization_id = i.organization_id AND t.id = i.tree_id
        WHERE i.organization_id = @organizationId AND i.id = @itemId AND i.kind <> 'TOMBSTONE'
        """;

    private static readonly string LoadItemsSql =
        $"SELECT {Tables.TreeItems.Select} FROM tree_items WHERE organization_id = @organizationId AND tree_id = @treeId ORDER BY created_at, id";

    private static readonly string LoadEntriesSql =
        $"SELECT {Tables.TreeEntries.Select} FROM tree_entries WHERE organization_id = @organizationId AND tree_id = @treeId";

    private const string SharersSql =
        """
        SELECT DISTINCT claim_hash, user_hash FROM wisdom_shares
        WHERE organization_id = @organizationId AND agent_id = @agentId AND claim_hash IN @claims
        ORDER BY claim_hash, user_hash
        """;

    public Task<TreeRow?> FindTreeAsync(string organizationId, string treeId, CancellationToken cancellationToken) =>
        reader.FindAsync(FindTreeSql, new { organizationId, treeId }, Tables.Trees.Read, cancellationToken);

    public Task<TreeRow?> FindTreeOfItemAsync(string organizationId, string itemId, CancellationToken cancellationToken) =>
        reader.FindAsync(FindTreeOfItemSql, new { organizationId, itemId }, Tables.Trees.Read, cancellationToken);

    public Task<IReadOnlyList<TreeRow>> ListTreesAsync(string organizationId, TreeScope scope, TreeAddress? after, int limit, CancellationToken cancellationToken)
    {
        var conditions = new List<string> { "organization_id = @organizationId" };
        if (scope.AgentId is not null)
        {
            conditions.Add("agent_id = @AgentId");
        }

        if (scope.InstanceId is not null)
        {
            conditions.Add("(instance_id = @InstanceId OR user_id = @everyone)");
        }

        var withGlobal = scope.IncludeAgentGlobal ?? scope.UserId is null;
        if (scope.UserId is not null)
        {
            conditions.Add(withGlobal ? "(user_id = @UserId OR user_id = @everyone)" : "user_id = @UserId");
        }
        else if (!withGlobal)
        {
            conditions.Add("user_id <> @everyone");
        }

        if (after is not null)
        {
            conditions.Add("(agent_id, instance_id, user_id) > (@afterAgent, @afterInstance, @afterUser)");
        }

        // Only conditions of the program's own are put into the SQL; what callers give is in the parameters.
        return reader.ListAsync(
            $"SELECT {Tables.Trees.Select} FROM trees WHERE {string.Join(" AND ", conditions)} ORDER BY agent_id, instance_id, user_id LIMIT @limit",
            new
            {
                organizationId,
                scope.AgentId,
                scope.InstanceId,
                scope.UserId,
                everyone = TreeAddress.AgentGlobalUser,
                afterAgent = after?.AgentId,
                afterInstance = after?.InstanceId,
                afterUser = after?.UserId,
                limit,
            },
            Tables.Trees.Read,
            cancellationToken);
    }

    public IAsyncEnumerable<TreeItemRow> LoadItemsAsync(string organizationId, string treeId, CancellationToken cancellationToken) =>
        reader.StreamAsync(LoadItemsSql, new { organizationId, treeId }, Tables.TreeItems.Read, cancellationToken);

    public IAsyncEnumerable<TreeEntryRow> LoadEntriesAsync(string organizationId, string treeId, CancellationToken cancellationToken) =>
        reader.StreamAsync(LoadEntriesSql, new { organizationId, treeId }, Tables.TreeEntries.Read, cancellationToken);

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ListSharersAsync(
        string organizationId,
        string agentId,
        IReadOnlyCollection<string> claimHashes,
        CancellationToken cancellationToken)
    {
        var sharers = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var claims in claimHashes.Distinct(StringComparer.Ordinal).Chunk(HashesPerQuery))
        {
            var rows = await reader.ListAsync(
                SharersSql, new { organizationId, agentId, claims }, row => (Claim: row.GetString(0), User: row.GetString(1)), cancellationToken);
            foreach (var claim in rows.GroupBy(row => row.Claim, row => row.User, StringComparer.Ordinal))
            {
                sharers[claim.Key] = [.. claim];
            }
        }

        return sharers;
    }
}
