using FencyGrid.Contracts;
using FencyGrid.Contracts.Search;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Trees.Rows;

namespace FencyGrid.Grains.Trees;

/// <summary>Has the configured model make the vectors that a tree lacks, outside the tree's turns. While the endpoint is away it is tried again, ever less often.</summary>
public sealed class TreeEmbeddingWorker(IGrid grid, ITreeQueries queries, TextEmbedder embedder, TimeProvider time) : IScheduledWorker
{
    private const int TextsPerCall = 64;
    private const int CallsPerRun = 100;

    public string Kind => TreeWork.Embed;

    public async Task<DateTimeOffset?> RunAsync(ScheduledWorkRow work, CancellationToken cancellationToken)
    {
        var key = GrainKey.Parse(work.Subject);
        if (embedder.Model is not { } model || await queries.FindTreeAsync(work.OrganizationId, TreeId.Of(TreeAddress.FromKey(key)), cancellationToken) is null)
        {
            return null;
        }

        var tree = grid.Get<IMemoryTreeGrain>(key);
        for (var call = 0; call < CallsPerRun; call++)
        {
            var texts = await tree.ListUnembeddedAsync(model, TextsPerCall, cancellationToken);
            IReadOnlyList<ReadOnlyMemory<float>> vectors = texts.Count > 0 ? await embedder.EmbedAsync(model, [.. texts.Select(text => text.Text)], cancellationToken) : [];

            // With nothing left to embed too: it is then that an earlier model's vectors go.
            await tree.PutVectorsAsync(model, [.. texts.Select((text, i) => new TextVector(text.ItemId, text.TextKey, vectors[i]))], cancellationToken);
            if (texts.Count < TextsPerCall)
            {
                return null;
            }
        }

        return time.GetUtcNow();
    }
}
