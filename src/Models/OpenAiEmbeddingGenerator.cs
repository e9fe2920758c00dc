using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using OpenAI.Embeddings;

namespace FencyGrid.Models;

/// <summary>The official OpenAI package behind <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>.</summary>
internal sealed class OpenAiEmbeddingGenerator(ModelEndpoint endpoint, string model, int? dimensions, TimeProvider time)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly ConcurrentDictionary<string, EmbeddingClient> _clients = new(StringComparer.Ordinal);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, Microsoft.Extensions.AI.EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToArray();
        if (texts.Length == 0)
        {
            return [];
        }

        // What is told apart by a model of its own keeps to that model's length.
        var asked = options?.ModelId ?? model;
        var length = options?.Dimensions ?? (asked == model ? dimensions : null);
        var client = _clients.GetOrAdd(asked, name => new EmbeddingClient(name, endpoint.Credential, endpoint.ClientOptions(time)));
        try
        {
            var answer = await client.GenerateEmbeddingsAsync(texts, new OpenAI.Embeddings.EmbeddingGenerationOptions { Dimensions = length }, cancellationToken);
            Embedding<float>[] vectors = [.. answer.Value.OrderBy(embedding => embedding.Index).Select(embedding => new Embedding<float>(embedding.ToFloats()))];
            if (vectors.Length != texts.Length || vectors.Any(vector => length is { } expected && vector.Vector.Length != expected))
            {
                throw new FormatException("Not as many vectors as texts, or not of the length asked for.");
            }

            return new GeneratedEmbeddings<Embedding<float>>(vectors);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw ModelFailures.Of(endpoint, asked, exception, hasStarted: false);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("openai", endpoint.Address, model, dimensions)
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        // The package's clients share one connection pool for the life of the process.
    }
}
