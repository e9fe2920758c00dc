using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Trees.Rows;

namespace FencyGrid.Grains.Trees;

/// <summary>Has the vectors made that a tree lacks. While the endpoint is away it is tried again, ever less often.</summary>
public sealed class TreeEmbeddingWorker(IGrid grid, ITreeQueries queries, EmbeddingRun run) : IScheduledWorker
{
    public string Kind => TreeWork.Embed;

    public string WaitsFor => TextEmbedder.Setting;

    public async Task<DateTimeOffset?> RunAsync(ScheduledWorkRow work, CancellationToken cancellationToken)
    {
        var key = GrainKey.Parse(work.Subject);
        return await queries.FindTreeAsync(work.OrganizationId, TreeId.Of(TreeAddress.FromKey(key)), cancellationToken) is null
            ? null
            : await run.EmbedAsync(grid.Get<IMemoryTreeGrain>(key), cancellationToken);
    }
}
