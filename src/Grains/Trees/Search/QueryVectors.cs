using System.Collections.Concurrent;
using FencyGrid.Contracts.Search;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Embeddings;

namespace FencyGrid.Grains.Trees.Search;

/// <summary>One query's vectors, made once for each model that the asked trees go by.</summary>
internal sealed class QueryVectors(TextEmbedder embedder, TreeSearchRequest request)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<QueryVector?>>> _byModel = new(StringComparer.Ordinal);

    /// <summary>The request as that tree is to be asked it.</summary>
    public async Task<TreeSearchRequest> ForAsync(IMemoryTreeGrain tree, CancellationToken cancellationToken)
    {
        if (embedder.Model is null || request.Mode == TreeSearchMode.Bm25 || await tree.GetVectorModelAsync(cancellationToken) is not { } model)
        {
            return request;
        }

        var vector = await _byModel.GetOrAdd(model, name => new(() => embedder.EmbedQueryAsync(name, request.Query, cancellationToken))).Value;
        return vector is null ? request : request with { Vector = vector };
    }
}
