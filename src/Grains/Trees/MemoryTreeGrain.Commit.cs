using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Trees.Rows;
using FencyGrid.Grains.Trees.Rules;
using FencyGrid.Grains.Trees.Search;
using FencyGrid.Grains.Trees.State;
using FencyGrid.Grains.Trees.Wisdom;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Trees;

public sealed partial class MemoryTreeGrain
{
    private static readonly TimeSpan ReviewPause = TimeSpan.FromMinutes(1);

    private WisdomHash? _wisdomHash;

    private TreeDraft Draft() => new(State, _time.GetUtcNow());

    /// <summary>The key of this tree's hashes; made with its row, by the first commit.</summary>
    private SaltedHash Hash => new(Row.Salt);

    private TreeRow Row => _row ??= NewRow(_address, _treeId);

    private TreeRow NewRow(TreeAddress address, string treeId)
    {
        var now = _time.GetUtcNow();
        return new TreeRow(OrganizationId, treeId, address.AgentId, address.InstanceId, address.UserId, SaltedHash.NewSalt(), now, now, 0);
    }

    /// <summary>Writes the draft in one transaction, then publishes it. If the write fails, the tree is as it was.</summary>
    /// <param name="asksForConsolidation">Whether the tree is to be consolidated in the next night; what consolidation itself writes is not.</param>
    private async Task CommitAsync(TreeDraft draft, CancellationToken cancellationToken, bool savesAllUse = false, bool asksForConsolidation = true)
    {
        if (draft.IsEmpty && !savesAllUse)
        {
            return;
        }

        var taken = _uses.Take(savesAllUse);
        foreach (var (id, use) in taken)
        {
            if (draft.Tree.Fact(id) is { } fact)
            {
                draft.Put(UseLog.Add(fact, use));
            }
        }

        try
        {
            var shares = _address.IsAgentGlobal ? ShareChanges.None : ShareChanges.Of(draft, OrganizationId, await WisdomHashAsync(cancellationToken));
            var night = ConsolidationSchedule.Next(draft.Now, _treeId, _options);
            asksForConsolidation = asksForConsolidation && (_nextNight is null || night < _nextNight);
            if (asksForConsolidation)
            {
                draft.Also(new UpsertRow(ScheduledWorkRow.At(OrganizationId, TreeWork.Consolidate, Key.Value, night)));
            }

            ScheduleReview(draft, shares.Withdrawn);
            var transaction = new StoreTransaction();
            var written = WriteRow(transaction, Row with { UpdatedAt = draft.Now });
            List<string> touched = [.. draft.TouchedItems];
            var state = draft.Write(transaction, OrganizationId, _treeId);
            var entries = WriteEntries(transaction, draft.Before, state, touched);
            var stale = WriteVectors(transaction, draft.Before, state, touched);
            WriteUse(transaction, state, touched);
            await _store.CommitAsync(transaction, cancellationToken);
            _row = written;
            _nextNight = asksForConsolidation ? night : _nextNight;
            Publish(draft.Before, state, touched, entries);
            _vectors.Remove(stale);
            await SettleWisdomAsync(shares, cancellationToken);
        }
        catch
        {
            _uses.Return(taken);
            if (_row is { Version: 0 })
            {
                _row = null;
            }

            throw;
        }
    }

    private static TreeRow WriteRow(StoreTransaction transaction, TreeRow row)
    {
        if (row.Version == 0)
        {
            var first = row with { Version = 1 };
            transaction.Insert(first);
            return first;
        }

        transaction.Update(row);
        return row with { Version = row.Version + 1 };
    }

    private void WriteUse(StoreTransaction transaction, TreeState state, IReadOnlyList<string> touched)
    {
        if (!_uses.IsWritten || touched.Any(id => _uses.Has(id) && state.FindStored(id) is null))
        {
            transaction.Upsert(new TreeEntryRow(OrganizationId, _treeId, TreeEntryRow.Use, _uses.Write(id => state.FindStored(id) is not null)));
        }
    }

    private Dictionary<string, byte[]> WriteEntries(StoreTransaction transaction, TreeState before, TreeState after, List<string> touched)
    {
        var entries = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var id in touched)
        {
            var (old, item) = (before.Find(id), after.Find(id));
            if (item is null)
            {
                if (old is not null)
                {
                    transaction.Delete((IRow)new TreeEntryRow(OrganizationId, _treeId, id, []));
                }
            }
            else if (old is null || !TreeIndex.IsSameText(old, item))
            {
                var entry = entries[id] = TreeIndex.Encode(item);
                var row = new TreeEntryRow(OrganizationId, _treeId, id, StoredEntry.Write(after.FindStored(id)!.TextKeys ?? [], entry));
                _ = old is null ? transaction.Insert(row) : transaction.Upsert(row);
            }
        }

        return entries;
    }

    // The index goes first: what it finds beyond the published state is passed over, and nothing that is acknowledged is missing.
    private void Publish(TreeState before, TreeState after, IReadOnlyList<string> touched, IReadOnlyDictionary<string, byte[]> entries)
    {
        var index = Current.Index;
        index.Update(before, after, touched, entries.GetValueOrDefault);
        Volatile.Write(ref _published, new Published(after.Pack(touched), index));
    }

    private void ScheduleReview(TreeDraft draft, IReadOnlyList<string> withdrawn)
    {
        foreach (var claim in withdrawn)
        {
            var subject = $"{TreeAddress.OfAgent(_address.AgentId).ToKey(OrganizationId)}#{claim}";
            draft.Also(new UpsertRow(ScheduledWorkRow.At(OrganizationId, TreeWork.ReviewWisdom, subject, draft.Now + ReviewPause)));
        }
    }

    private async Task<WisdomHash> WisdomHashAsync(CancellationToken cancellationToken)
    {
        if (_wisdomHash is not null)
        {
            return _wisdomHash;
        }

        var address = TreeAddress.OfAgent(_address.AgentId);
        var treeId = TreeId.Of(address);
        var row = await _queries.FindTreeAsync(OrganizationId, treeId, cancellationToken);
        if (row is null)
        {
            row = NewRow(address, treeId) with { Version = 1 };
            try
            {
                await _store.CommitAsync(new StoreTransaction().Insert(row), cancellationToken);
            }
            catch (VersionConflictException)
            {
                // Another user's tree was first.
                row = await _queries.FindTreeAsync(OrganizationId, treeId, cancellationToken) ?? throw new RetryableException("The agent's own tree is being reset. Try again.");
            }
        }

        return _wisdomHash = new WisdomHash(row.Salt);
    }

    /// <summary>Tells the agent's own tree. If that fails nothing is lost: what was withdrawn is scheduled for review, and consolidation offers again.</summary>
    private async Task SettleWisdomAsync(ShareChanges shares, CancellationToken cancellationToken)
    {
        try
        {
            await OfferAsync(shares.Offers, cancellationToken);
            if (shares.Withdrawn.Count > 0)
            {
                await Wisdom.ReviewWisdomAsync(shares.Withdrawn, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is GridException or OperationCanceledException)
        {
            LogWisdomLater(exception);
        }
    }

    private async Task OfferAsync(IReadOnlyList<WisdomOffer> offers, CancellationToken cancellationToken)
    {
        if (offers.Count == 0)
        {
            return;
        }

        var sharers = await _queries.ListSharersAsync(OrganizationId, _address.AgentId, [.. offers.Select(offer => offer.ClaimHash)], cancellationToken);
        List<WisdomOffer> shared = [.. offers.Where(offer => sharers.GetValueOrDefault(offer.ClaimHash)?.Count >= WisdomUsers)];
        if (shared.Count > 0)
        {
            await Wisdom.PromoteAsync(shared, cancellationToken);
        }
    }

    private IMemoryTreeGrain Wisdom => _grid.Get<IMemoryTreeGrain>(TreeAddress.OfAgent(_address.AgentId).ToKey(OrganizationId));

    private int WisdomUsers => Math.Max(3, _options.WisdomUsers);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An agent's own tree could not be told what users share; it will be later.")]
    private partial void LogWisdomLater(Exception exception);
}
