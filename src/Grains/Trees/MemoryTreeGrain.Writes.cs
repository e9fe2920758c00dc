using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Trees.Consolidation;
using FencyGrid.Grains.Trees.Conversations;
using FencyGrid.Grains.Trees.Rows;
using FencyGrid.Grains.Trees.Rules;
using FencyGrid.Grains.Trees.Search;
using FencyGrid.Grains.Trees.State;
using FencyGrid.Grains.Trees.Wisdom;

namespace FencyGrid.Grains.Trees;

public sealed partial class MemoryTreeGrain
{
    public async Task<IReadOnlyList<FactOutcome>> AddFactsAsync(IReadOnlyList<NewFact> facts, CancellationToken cancellationToken)
    {
        if (facts.Count is 0 or > MaxFactsPerCall)
        {
            throw new InvalidRequestException($"There are {facts.Count} facts; 1 to {MaxFactsPerCall} are allowed.");
        }

        var draft = Draft();
        var hash = Hash;
        List<FactOutcome> outcomes = [.. facts.Select(fact => _writer.Add(draft, hash, fact))];
        if (outcomes.Exists(outcome => outcome.Fact is not null))
        {
            await CommitAsync(draft, cancellationToken);
        }

        // A later fact of the call may have confirmed or superseded an earlier one: all are answered as they stand now.
        return [.. outcomes.Select(outcome => outcome.Fact is { } fact ? outcome with { Fact = _uses.Over(State.FindFact(fact.Id)!) } : outcome)];
    }

    public async Task<ConversationResult> AddConversationAsync(NewConversation conversation, CancellationToken cancellationToken)
    {
        ConversationRules.Check(conversation);
        var draft = Draft();
        var state = State;
        List<string> recalled = [.. _uses.Recalled.Select(state.Find).OfType<TreeItem>().Select(item => item.Body).Distinct(StringComparer.Ordinal)];
        var result = _conversations.Add(draft, Hash, conversation, conversation.ConversationId ?? TreeDraft.NewId(), recalled);
        await CommitAsync(draft, cancellationToken);
        return result;
    }

    public async Task<TreeItem> UpdateAsync(string id, ItemChange change, CancellationToken cancellationToken)
    {
        var draft = Draft();
        var changed = _update.Apply(draft, Hash, State.Get(id), change);
        await CommitAsync(draft, cancellationToken);
        return _uses.Over(State.Get(changed.Id));
    }

    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var draft = Draft();
        _removal.Remove(draft, Hash, State.Get(id));
        await CommitAsync(draft, cancellationToken);
    }

    public async Task<ConsolidationRun> ConsolidateAsync(ConsolidationPeriod period, CancellationToken cancellationToken)
    {
        await PutUseIntoFactsAsync(cancellationToken);
        var draft = Draft();
        var run = _consolidator.Run(draft, period).Run;
        if (_row is not { Version: > 0 })
        {
            // Nothing was ever written here, and nothing has to be now.
            return run;
        }

        await CommitAsync(draft, cancellationToken, asksForConsolidation: false);
        if (!_address.IsAgentGlobal)
        {
            await SettleWisdomAsync(new ShareChanges(ShareChanges.All(State, await WisdomHashAsync(cancellationToken)), []), cancellationToken);
        }

        return run;
    }

    public async Task<NightlyConsolidation> ConsolidateNightlyAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        await PutUseIntoFactsAsync(cancellationToken);
        var run = ConsolidationDue.IsDue(State, now)
            ? await ConsolidateAsync(ConsolidationDue.IsMonday(now) ? ConsolidationPeriod.Weekly : ConsolidationPeriod.Daily, cancellationToken)
            : null;
        _nextNight = ConsolidationDue.NextNight(State, now, _treeId, _options);
        return new NightlyConsolidation(run, _nextNight);
    }

    public async Task<bool> RewriteSummaryAsync(SummaryText text, CancellationToken cancellationToken)
    {
        if (!State.Summaries.TryGetValue(text.Id, out var stored) || stored.Version != text.Version || stored.Value.IsArchived)
        {
            return false;
        }

        var draft = Draft();
        draft.PutSummary(stored.Value with { Summary = stored.Value.Summary with { Summary = text.Summary, Topics = text.Topics } });
        await CommitAsync(draft, cancellationToken, asksForConsolidation: false);
        return true;
    }

    public async Task<ConsolidationRun> UndoAsync(string runId, CancellationToken cancellationToken)
    {
        var run = State.Runs.GetValueOrDefault(runId) ?? throw NotFoundException.Of("consolidation run", runId);
        var draft = Draft();
        var undone = RunUndo.Undo(draft, run.Value).Run;
        await CommitAsync(draft, cancellationToken);
        return undone;
    }

    public async Task<ResetResult> ResetAsync(CancellationToken cancellationToken)
    {
        var state = State;
        if (_row is not { Version: > 0 } row)
        {
            return new ResetResult(0, 0, 0, [], []);
        }

        var draft = Draft();
        var transaction = new StoreTransaction();
        List<string> withdrawn = [.. state.ActiveFacts.Select(order => state.FindFact(order.Id)!.ClaimHash).OfType<string>().Distinct(StringComparer.Ordinal)];
        var treeHash = _address.IsAgentGlobal ? null : (await WisdomHashAsync(cancellationToken)).Tree(_address);
        ScheduleReview(draft, _address.IsAgentGlobal ? [] : withdrawn);
        draft.Write(transaction, OrganizationId, _treeId);
        transaction.Add(new EraseTree(OrganizationId, _treeId, _address.AgentId, treeHash));

        // An agent's own tree keeps its row: the salt in it keys what its users' trees share.
        _ = _address.IsAgentGlobal ? transaction.Update(row) : transaction.Delete((IVersionedRow)row);
        await _store.CommitAsync(transaction, cancellationToken);
        _row = _address.IsAgentGlobal ? row with { Version = row.Version + 1 } : null;
        _nextNight = null;
        _uses.Clear();
        _vectors = new OwnedVectors<string>(_embedder.Model);
        Volatile.Write(ref _published, new Published(TreeState.Empty(_address), new TreeIndex()));
        if (!_address.IsAgentGlobal)
        {
            await SettleWisdomAsync(new ShareChanges([], withdrawn), cancellationToken);
        }

        var facts = state.Items.Count(stored => stored.Value is Fact);
        return new ResetResult(facts, state.Nodes.Count, state.ItemCount - facts + state.Summaries.Count, [], []);
    }

    public async Task<IReadOnlyList<Fact>> SeedAsync(SeedRequest request, CancellationToken cancellationToken)
    {
        var draft = Draft();
        var facts = new SeedWriter(_writer).Write(draft, Hash, request);
        await CommitAsync(draft, cancellationToken);
        return facts;
    }

    public async Task<BackfillResult> BackfillEntitiesAsync(BackfillRequest request, CancellationToken cancellationToken)
    {
        if (request is not { Limit: >= 1, Offset: >= 0, ChunkSize: >= 1 })
        {
            throw new InvalidRequestException("The limit and the chunk size must be 1 or more, the offset 0 or more.");
        }

        var state = State;
        List<string> ids = [.. state.ActiveFacts.Skip(request.Offset).Take(request.Limit).Select(order => order.Id)];
        var (processed, skipped, failed) = (0, 0, 0);
        foreach (var chunk in ids.Chunk(request.ChunkSize))
        {
            var draft = Draft();
            var named = 0;
            foreach (var fact in chunk.Select(id => draft.Tree.Fact(id)!))
            {
                var entities = fact.Entities.Count + fact.InferredEntities.Count > 0 ? [] : _reader.FindEntities(fact.Text);
                if (entities.Count > 0)
                {
                    draft.Put(fact with { Entities = entities, UpdatedAt = draft.Next() });
                    named++;
                }
            }

            try
            {
                await CommitAsync(draft, cancellationToken);
                processed += named;
                skipped += chunk.Length - named;
            }
            catch (RetryableException)
            {
                failed += named;
                skipped += chunk.Length - named;
            }
        }

        var next = request.Offset + ids.Count;
        return new BackfillResult(ids.Count, processed, skipped, failed, next < state.ActiveFacts.Count, next);
    }

    public async Task SaveUseAsync(CancellationToken cancellationToken)
    {
        if (_uses.IsWritten || _row is not { Version: > 0 })
        {
            return;
        }

        try
        {
            var transaction = new StoreTransaction();
            var written = WriteRow(transaction, Row);
            WriteUse(transaction, State, []);
            await _store.CommitAsync(transaction, cancellationToken);
            _row = written;
        }
        catch
        {
            _uses.Return([]);
            throw;
        }
    }

    private Task PutUseIntoFactsAsync(CancellationToken cancellationToken) =>
        _uses.IsEmpty || _row is not { Version: > 0 } ? Task.CompletedTask : CommitAsync(Draft(), cancellationToken, savesAllUse: true, asksForConsolidation: false);
}
