using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Trees.Rows;

namespace FencyGrid.Grains.Trees;

/// <summary>Nightly consolidation: daily, and weekly on Mondays. A tree that was written to since schedules itself again with its next write.</summary>
public sealed class ConsolidationWorker(IGrid grid, ITreeQueries queries, TimeProvider time, TreeOptions options) : IScheduledWorker
{
    public string Kind => TreeWork.Consolidate;

    public async Task<DateTimeOffset?> RunAsync(ScheduledWorkRow work, CancellationToken cancellationToken)
    {
        var key = GrainKey.Parse(work.Subject);
        var treeId = TreeId.Of(TreeAddress.FromKey(key));
        if (await queries.FindTreeAsync(work.OrganizationId, treeId, cancellationToken) is null)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var period = now.DayOfWeek == DayOfWeek.Monday ? ConsolidationPeriod.Weekly : ConsolidationPeriod.Daily;
        await grid.Get<IMemoryTreeGrain>(key).ConsolidateAsync(period, cancellationToken);
        return ConsolidationSchedule.Next(now, treeId, options);
    }
}

/// <summary>Makes up for a review of wisdom that a crash prevented.</summary>
public sealed class WisdomReviewWorker(IGrid grid) : IScheduledWorker
{
    public string Kind => TreeWork.ReviewWisdom;

    public async Task<DateTimeOffset?> RunAsync(ScheduledWorkRow work, CancellationToken cancellationToken)
    {
        var mark = work.Subject.LastIndexOf('#');
        await grid.Get<IMemoryTreeGrain>(GrainKey.Parse(work.Subject[..mark])).ReviewWisdomAsync([work.Subject[(mark + 1)..]], cancellationToken);
        return null;
    }
}
