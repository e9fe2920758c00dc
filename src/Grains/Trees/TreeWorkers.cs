using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Models;
using FencyGrid.Grains.Trees.Authoring;
using FencyGrid.Grains.Trees.Rows;

namespace FencyGrid.Grains.Trees;

/// <summary>
/// Nightly consolidation of the trees that have something to do. A tree says itself when that will be again, and with a write after that asks
/// for the next night.
/// </summary>
public sealed class ConsolidationWorker(IGrid grid, ITreeQueries queries, AuthorModel author) : IScheduledWorker
{
    public string Kind => TreeWork.Consolidate;

    public string WaitsFor => IChatModels.Setting;

    public async Task<DateTimeOffset?> RunAsync(ScheduledWorkRow work, CancellationToken cancellationToken)
    {
        var key = GrainKey.Parse(work.Subject);
        if (await queries.FindTreeAsync(work.OrganizationId, TreeId.Of(TreeAddress.FromKey(key)), cancellationToken) is null)
        {
            return null;
        }

        var tree = grid.Get<IMemoryTreeGrain>(key);
        var night = await tree.ConsolidateNightlyAsync(cancellationToken);
        if (night.Run is { } run)
        {
            using var session = author.Open(cancellationToken);
            await SummaryAuthor.WriteAsync(tree, run, session, cancellationToken);
        }

        return night.NextNight;
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
