using System.Collections.Concurrent;
using FencyGrid.Contracts.Search;

namespace FencyGrid.Grains.Embeddings;

/// <summary>One query's vectors, made once for each model that the asked grains go by.</summary>
internal sealed class QueryVectors(TextEmbedder embedder, string query)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<QueryVector?>>> _byModel = new(StringComparer.Ordinal);

    /// <summary>What that grain is to be asked by; null where it goes by no model, or the endpoint does not answer in time.</summary>
    public async Task<QueryVector?> ForAsync(IEmbeddedTexts asked, CancellationToken cancellationToken) =>
        embedder.Model is null || await asked.GetVectorModelAsync(cancellationToken) is not { } model
            ? null
            : await _byModel.GetOrAdd(model, name => new(() => embedder.EmbedQueryAsync(name, query, cancellationToken))).Value;
}
