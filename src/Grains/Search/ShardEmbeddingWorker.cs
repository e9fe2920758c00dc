using FencyGrid.Contracts;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Engine.Scheduling;

namespace FencyGrid.Grains.Search;

/// <summary>Has the vectors made that a shard's chunks lack.</summary>
public sealed class ShardEmbeddingWorker(IGrid grid, EmbeddingRun run) : IScheduledWorker
{
    /// <summary>Subject: the shard's grain key.</summary>
    public const string WorkKind = "documents.embed";

    public string Kind => WorkKind;

    public string WaitsFor => TextEmbedder.Setting;

    public Task<DateTimeOffset?> RunAsync(ScheduledWorkRow work, CancellationToken cancellationToken) =>
        run.EmbedAsync(grid.Get<ISearchShardGrain>(GrainKey.Parse(work.Subject)), cancellationToken);
}
