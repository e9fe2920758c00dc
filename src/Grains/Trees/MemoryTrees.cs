using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Extraction.Modelled;
using FencyGrid.Grains.Trees.Authoring;
using FencyGrid.Grains.Trees.Conversations;
using FencyGrid.Grains.Trees.Rows;

namespace FencyGrid.Grains.Trees;

/// <summary>The way in to an organization's trees. This part reaches one tree; the other spreads over several.</summary>
public sealed partial class MemoryTrees(
    IGrid grid, ITreeQueries queries, ITreePageTokens tokens, TreeOptions options, AuthorModel author, ModelExtraction extraction, TextEmbedder embedder) : IMemoryTrees
{
    private const int MaxFactsPerCall = 1000;
    private const int TreesPerRead = 500;

    public IMemoryTreeGrain Tree(string organizationId, TreeAddress address) => grid.Get<IMemoryTreeGrain>(address.ToKey(organizationId));

    public async Task<IReadOnlyList<FactOutcome>> AddFactsAsync(string organizationId, IReadOnlyList<AddressedFact> facts, CancellationToken cancellationToken)
    {
        if (facts.Count is 0 or > MaxFactsPerCall)
        {
            throw new InvalidRequestException($"There are {facts.Count} facts; 1 to {MaxFactsPerCall} are allowed.");
        }

        var outcomes = new FactOutcome[facts.Count];
        var byTree = facts.Select((fact, place) => (fact, place)).GroupBy(pair => pair.fact.Tree).ToList();
        await Parallel.ForEachAsync(byTree, Width(cancellationToken), async (group, token) =>
        {
            List<(AddressedFact Fact, int Place)> own = [.. group];
            var results = await Tree(organizationId, group.Key).AddFactsAsync([.. own.Select(pair => pair.Fact.Fact)], token);
            for (var i = 0; i < own.Count; i++)
            {
                outcomes[own[i].Place] = results[i];
            }
        });
        return outcomes;
    }

    public async Task<ConversationResult> AddConversationAsync(
        string organizationId, TreeAddress address, NewConversation conversation, CancellationToken cancellationToken)
    {
        ConversationRules.Check(conversation);
        var (proposed, elapsed) = await extraction.ProposeAsync(conversation, cancellationToken);
        var result = await Tree(organizationId, address).AddConversationAsync(proposed, cancellationToken);
        return elapsed is { } time ? result with { StageTimings = new Dictionary<string, double>(result.StageTimings) { ["model"] = time.TotalMilliseconds } } : result;
    }

    public async Task<TreeItem> GetAsync(string organizationId, ItemRef item, CancellationToken cancellationToken) =>
        await (await TreeOfAsync(organizationId, item, cancellationToken)).GetAsync(item.Id, cancellationToken);

    public async Task<TreeItem> UpdateAsync(string organizationId, ItemRef item, ItemChange change, CancellationToken cancellationToken) =>
        await (await TreeOfAsync(organizationId, item, cancellationToken)).UpdateAsync(item.Id, change, cancellationToken);

    public async Task DeleteAsync(string organizationId, ItemRef item, CancellationToken cancellationToken) =>
        await (await TreeOfAsync(organizationId, item, cancellationToken)).DeleteAsync(item.Id, cancellationToken);

    public async Task<FactHistory> GetHistoryAsync(string organizationId, ItemRef fact, CancellationToken cancellationToken) =>
        await (await TreeOfAsync(organizationId, fact, cancellationToken)).GetHistoryAsync(fact.Id, cancellationToken);

    public async Task<ConsolidationRun> UndoAsync(string organizationId, ItemRef run, CancellationToken cancellationToken) =>
        await (await TreeOfAsync(organizationId, run, cancellationToken, "consolidation run")).UndoAsync(run.Id, cancellationToken);

    public async Task<IReadOnlyList<Fact>> SeedAsync(string organizationId, string agentId, SeedRequest request, CancellationToken cancellationToken)
    {
        using var session = author.Open(cancellationToken);
        var generated = await SeedAuthor.WriteAsync(session, request);
        return await Tree(organizationId, TreeAddress.OfAgent(agentId)).SeedAsync(request with { Generated = generated }, cancellationToken);
    }

    public Task<WisdomAudit> GetWisdomAuditAsync(string organizationId, string agentId, string factId, CancellationToken cancellationToken) =>
        Tree(organizationId, TreeAddress.OfAgent(agentId)).GetWisdomAuditAsync(factId, cancellationToken);

    public async Task DeleteWisdomAsync(string organizationId, string agentId, string factId, CancellationToken cancellationToken)
    {
        // The audit answers for facts of the agent's own tree alone.
        await GetWisdomAuditAsync(organizationId, agentId, factId, cancellationToken);
        await Tree(organizationId, TreeAddress.OfAgent(agentId)).DeleteAsync(factId, cancellationToken);
    }

    private async Task<IMemoryTreeGrain> TreeOfAsync(string organizationId, ItemRef item, CancellationToken cancellationToken, string kind = "memory")
    {
        var row = await queries.FindTreeOfItemAsync(organizationId, item.Id, cancellationToken);
        return row is not null && (item.AgentId is null || item.AgentId == row.AgentId) && (item.UserId is null || item.UserId == row.UserId)
            ? Tree(organizationId, row.Address)
            : throw NotFoundException.Of(kind, item.Id);
    }

    private ParallelOptions Width(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = options.ScatterWidth, CancellationToken = cancellationToken };
}
