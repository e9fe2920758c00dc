namespace FencyGrid.Contracts.Trees;

/// <summary>
/// The way in to an organization's memory trees for the APIs: finds the tree of an item by its id, spreads what spans
/// several trees over them (bounded, complete or failing), and passes the rest to the one tree it concerns.
/// </summary>
public interface IMemoryTrees
{
    /// <summary>One tree, for what concerns it alone: conversations, nodes.</summary>
    IMemoryTreeGrain Tree(string organizationId, TreeAddress address);

    /// <summary>Adds facts to one tree or several; the outcomes stand in the order of the input.</summary>
    /// <exception cref="InvalidRequestException">None or more than 1,000 facts.</exception>
    Task<IReadOnlyList<FactOutcome>> AddFactsAsync(string organizationId, IReadOnlyList<AddressedFact> facts, CancellationToken cancellationToken);

    /// <summary>Adds a conversation to a tree; with extraction on, what a configured model reads in it is proposed to the tree.</summary>
    /// <inheritdoc cref="IMemoryTreeGrain.AddConversationAsync"/>
    Task<ConversationResult> AddConversationAsync(string organizationId, TreeAddress address, NewConversation conversation, CancellationToken cancellationToken);

    /// <exception cref="NotFoundException">No such item.</exception>
    Task<TreeItem> GetAsync(string organizationId, ItemRef item, CancellationToken cancellationToken);

    /// <inheritdoc cref="IMemoryTreeGrain.UpdateAsync"/>
    Task<TreeItem> UpdateAsync(string organizationId, ItemRef item, ItemChange change, CancellationToken cancellationToken);

    /// <inheritdoc cref="IMemoryTreeGrain.DeleteAsync"/>
    Task DeleteAsync(string organizationId, ItemRef item, CancellationToken cancellationToken);

    /// <inheritdoc cref="IMemoryTreeGrain.GetHistoryAsync"/>
    Task<FactHistory> GetHistoryAsync(string organizationId, ItemRef fact, CancellationToken cancellationToken);

    /// <exception cref="InvalidRequestException">A limit out of range, a filter that cannot be read, a page token that was not issued for this organization.</exception>
    Task<ItemPage> ListAsync(string organizationId, TreeScope scope, ItemQuery query, CancellationToken cancellationToken);

    Task<TreeSearchResult> SearchAsync(string organizationId, TreeScope scope, TreeSearchRequest request, CancellationToken cancellationToken);

    Task<NodeList> GetNodesAsync(string organizationId, TreeScope scope, NodeQuery query, CancellationToken cancellationToken);

    Task<Timeline> GetTimelineAsync(string organizationId, TreeScope scope, TimelineQuery query, CancellationToken cancellationToken);

    Task<IReadOnlyList<MemorySummary>> GetSummariesAsync(string organizationId, TreeScope scope, ConsolidationPeriod? stage, int limit, CancellationToken cancellationToken);

    /// <summary>Stores an agent's first memories in its own tree: what is given, and what a model thinks of or, without one, what is drawn from the traits.</summary>
    Task<IReadOnlyList<Fact>> SeedAsync(string organizationId, string agentId, SeedRequest request, CancellationToken cancellationToken);

    /// <summary>One run per tree of the scope. With a model its summaries are written by it, within a set time.</summary>
    Task<IReadOnlyList<ConsolidationRun>> ConsolidateAsync(string organizationId, TreeScope scope, ConsolidationPeriod period, CancellationToken cancellationToken);

    Task<IReadOnlyList<ConsolidationRun>> GetRunsAsync(string organizationId, TreeScope scope, int limit, CancellationToken cancellationToken);

    /// <inheritdoc cref="IMemoryTreeGrain.UndoAsync"/>
    /// <param name="run">A run of another agent or user than it names reads as unknown.</param>
    Task<ConsolidationRun> UndoAsync(string organizationId, ItemRef run, CancellationToken cancellationToken);

    /// <summary>Resets every tree of the scope; trees that could not be are in the result.</summary>
    Task<ResetResult> ResetAsync(string organizationId, TreeScope scope, CancellationToken cancellationToken);

    /// <exception cref="NotFoundException">No such fact in the agent's own tree; a user's fact reads the same.</exception>
    Task<WisdomAudit> GetWisdomAuditAsync(string organizationId, string agentId, string factId, CancellationToken cancellationToken);

    /// <inheritdoc cref="GetWisdomAuditAsync"/>
    Task DeleteWisdomAsync(string organizationId, string agentId, string factId, CancellationToken cancellationToken);

    Task<IReadOnlyList<HygieneReport>> AuditAsync(string organizationId, TreeScope scope, int limit, CancellationToken cancellationToken);

    Task<BackfillResult> BackfillEntitiesAsync(string organizationId, TreeScope scope, BackfillRequest request, CancellationToken cancellationToken);
}
