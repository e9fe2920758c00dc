using FencyGrid.Contracts.Search;

namespace FencyGrid.Contracts.Trees;

/// <summary>One memory tree. Key: organization / agent / instance / user, see <see cref="TreeAddress"/>. It needs no creation: its first item makes it.</summary>
public interface IMemoryTreeGrain : IEmbeddedTexts
{
    /// <summary>Adds up to 1,000 facts in one transaction, each with its own outcome at its place in the list.</summary>
    /// <exception cref="InvalidRequestException">None or more than 1,000 facts.</exception>
    Task<IReadOnlyList<FactOutcome>> AddFactsAsync(IReadOnlyList<NewFact> facts, CancellationToken cancellationToken);

    /// <exception cref="InvalidRequestException">No message, too many, or one without role or content; the message says which.</exception>
    Task<ConversationResult> AddConversationAsync(NewConversation conversation, CancellationToken cancellationToken);

    /// <summary>Any item of the tree, whatever its state.</summary>
    /// <exception cref="NotFoundException">The tree has no such item, or it was deleted.</exception>
    [Interleaves]
    Task<TreeItem> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>Changes a fact, or an artifact's text (a new version). Answers with what now stands: with another id if the text changed.</summary>
    /// <exception cref="NotFoundException">The tree has no such item.</exception>
    /// <exception cref="InvalidRequestException">The kind of item cannot be changed so.</exception>
    Task<TreeItem> UpdateAsync(string id, ItemChange change, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the item with every trace of its text; a fact leaves a salted hash of its normalised text as its tombstone.
    /// Other versions of it are items of their own and stay; no deleted fact brings an older one back.
    /// </summary>
    /// <exception cref="NotFoundException">The tree has no such item.</exception>
    Task DeleteAsync(string id, CancellationToken cancellationToken);

    /// <summary>Lists items. The page token is a cursor of this tree alone.</summary>
    [Interleaves]
    Task<ItemPage> ListAsync(ItemQuery query, CancellationToken cancellationToken);

    [Interleaves]
    Task<TreeSearchResult> SearchAsync(TreeSearchRequest request, CancellationToken cancellationToken);

    [Interleaves]
    Task<NodeList> GetNodesAsync(NodeQuery query, CancellationToken cancellationToken);

    /// <exception cref="NotFoundException">The tree has no such fact.</exception>
    [Interleaves]
    Task<FactHistory> GetHistoryAsync(string factId, CancellationToken cancellationToken);

    [Interleaves]
    Task<Timeline> GetTimelineAsync(TimelineQuery query, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    [Interleaves]
    Task<IReadOnlyList<MemorySummary>> GetSummariesAsync(ConsolidationPeriod? stage, int limit, CancellationToken cancellationToken);

    /// <summary>Merges, links, decays and summarizes now. Nothing leaves the store.</summary>
    Task<ConsolidationRun> ConsolidateAsync(ConsolidationPeriod period, CancellationToken cancellationToken);

    /// <summary>Called at night: consolidates, weekly on Mondays, if anything was written since the last run, decay shows or a week is to be summed up.</summary>
    Task<NightlyConsolidation> ConsolidateNightlyAsync(CancellationToken cancellationToken);

    /// <summary>What those of the summaries draw on that are of the stage and still stand; the latest period first.</summary>
    [Interleaves]
    Task<IReadOnlyList<SummarySources>> GetSummarySourcesAsync(IReadOnlyList<string> summaryIds, ConsolidationPeriod stage, CancellationToken cancellationToken);

    /// <summary>Gives a summary another text; false if it, or what it draws on, has changed since the version that the text was written from.</summary>
    Task<bool> RewriteSummaryAsync(SummaryText text, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    [Interleaves]
    Task<IReadOnlyList<ConsolidationRun>> GetRunsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Takes back everything that the run changed, and nothing else. What was deleted since stays deleted.</summary>
    /// <exception cref="NotFoundException">The tree has no such run.</exception>
    /// <exception cref="StateConflictException">It is not the tree's last completed run, or is undone already.</exception>
    Task<ConsolidationRun> UndoAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Removes everything of the tree with every trace of its text, tombstones too.</summary>
    Task<ResetResult> ResetAsync(CancellationToken cancellationToken);

    /// <summary>Stores an agent's first memories and answers with them; ones it already has are left as they are and answered all the same.</summary>
    Task<IReadOnlyList<Fact>> SeedAsync(SeedRequest request, CancellationToken cancellationToken);

    /// <exception cref="NotFoundException">This is not the agent's own tree, or it has no such fact.</exception>
    [Interleaves]
    Task<WisdomAudit> GetWisdomAuditAsync(string factId, CancellationToken cancellationToken);

    /// <summary>Called by users' trees on the agent's own: promotes each offered claim that enough users share by now.</summary>
    Task PromoteAsync(IReadOnlyList<WisdomOffer> offers, CancellationToken cancellationToken);

    /// <summary>Called on the agent's own tree after shares were withdrawn: promotions below the threshold are withdrawn too. Doing it twice changes nothing.</summary>
    Task ReviewWisdomAsync(IReadOnlyList<string> claimHashes, CancellationToken cancellationToken);

    [Interleaves]
    Task<HygieneReport> AuditAsync(int limit, CancellationToken cancellationToken);

    Task<BackfillResult> BackfillEntitiesAsync(BackfillRequest request, CancellationToken cancellationToken);

    /// <summary>Writes down the use that searches have made of facts since the last write.</summary>
    Task SaveUseAsync(CancellationToken cancellationToken);
}
