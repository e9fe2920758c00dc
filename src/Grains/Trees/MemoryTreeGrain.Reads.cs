using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Reading;
using FencyGrid.Grains.Trees.Search;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees;

public sealed partial class MemoryTreeGrain
{
    private const int MaxListed = 1000;

    public Task<TreeItem> GetAsync(string id, CancellationToken cancellationToken) => Read(state => _uses.Over(state.Get(id)));

    public Task<ItemPage> ListAsync(ItemQuery query, CancellationToken cancellationToken) => Read(state =>
    {
        var page = ItemListing.List(state, query);
        return page with { Items = [.. page.Items.Select(_uses.Over)] };
    });

    public Task<TreeSearchResult> SearchAsync(TreeSearchRequest request, CancellationToken cancellationToken)
    {
        var (state, index) = Current;
        try
        {
            var outcome = TreeSearcher.Search(state, index, request, VectorsFor(request));
            if (request.CountsAsUse)
            {
                _uses.Note(outcome);
            }

            return Task.FromResult(new TreeSearchResult([.. outcome.Hits.Select(hit => hit with { Item = _uses.Over(hit.Item) })], 1, outcome.StageTimings));
        }
        catch (GridException exception)
        {
            return Task.FromException<TreeSearchResult>(exception);
        }
    }

    public Task<NodeList> GetNodesAsync(NodeQuery query, CancellationToken cancellationToken) => Read(state => NodeListing.List(state, query, _uses, _time.GetUtcNow()));

    public Task<FactHistory> GetHistoryAsync(string factId, CancellationToken cancellationToken) => Read(state =>
    {
        var history = HistoryReading.History(state, factId);
        return new FactHistory(_uses.Over(history.Current), [.. history.PreviousVersions.Select(_uses.Over)]);
    });

    public Task<Timeline> GetTimelineAsync(TimelineQuery query, CancellationToken cancellationToken) => Read(state =>
    {
        var timeline = HistoryReading.Timeline(state, query);
        return timeline with { Sessions = [.. timeline.Sessions.Select(session => session with { Facts = [.. session.Facts.Select(_uses.Over)] })] };
    });

    public Task<IReadOnlyList<MemorySummary>> GetSummariesAsync(ConsolidationPeriod? stage, int limit, CancellationToken cancellationToken) =>
        Read(IReadOnlyList<MemorySummary> (state) => [.. state.Summaries.Values
            .Where(stored => !stored.Value.IsArchived && (stage is null || stored.Value.Summary.Stage == stage))
            .Select(stored => stored.Value.Summary)
            .OrderByDescending(summary => summary.CreatedAt)
            .Take(CheckLimit(limit))]);

    public Task<IReadOnlyList<ConsolidationRun>> GetRunsAsync(int limit, CancellationToken cancellationToken) =>
        Read(IReadOnlyList<ConsolidationRun> (state) => [.. state.Runs.Values
            .Select(stored => stored.Value.Run)
            .OrderByDescending(run => run.StartedAt)
            .Take(CheckLimit(limit))]);

    public Task<IReadOnlyList<SummarySources>> GetSummarySourcesAsync(IReadOnlyList<string> summaryIds, ConsolidationPeriod stage, CancellationToken cancellationToken) =>
        Read(state => SummaryReading.Sources(state, summaryIds, stage));

    public Task<HygieneReport> AuditAsync(int limit, CancellationToken cancellationToken) =>
        Read(state => new HygieneAudit(_reader, _options).Run(state, CheckLimit(limit), _time.GetUtcNow()));

    private static int CheckLimit(int limit) =>
        limit is >= 1 and <= MaxListed ? limit : throw new InvalidRequestException($"The limit is {limit}; it must lie between 1 and {MaxListed}.");

    private Task<T> Read<T>(Func<TreeState, T> read)
    {
        try
        {
            return Task.FromResult(read(State));
        }
        catch (GridException exception)
        {
            return Task.FromException<T>(exception);
        }
    }
}
