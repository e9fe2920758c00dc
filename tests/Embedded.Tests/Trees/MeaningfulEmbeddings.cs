using FencyGrid.Grains.Models;
using Microsoft.Extensions.AI;

namespace FencyGrid.Embedded.Tests.Trees;

/// <summary>An embedding model that knows a few things: words of one thing have one direction.</summary>
internal sealed class MeaningfulEmbeddings(string model)
{
    private static readonly string[][] Things = [["bassoon", "woodwind"], ["beagle", "hound"], ["ferry", "ship"]];

    public bool IsAway { get; set; }

    /// <summary>The asked model and text of each call.</summary>
    public List<(string Model, string Text)> Calls { get; } = [];

    public IEmbeddingGenerator<string, Embedding<float>> Open() => new Generator(this);

    private GeneratedEmbeddings<Embedding<float>> Generate(IEnumerable<string> texts, string asked)
    {
        if (IsAway)
        {
            throw new ModelFailedException("The endpoint is away.");
        }

        var vectors = new GeneratedEmbeddings<Embedding<float>>();
        foreach (var text in texts)
        {
            Calls.Add((asked, text));
            vectors.Add(new Embedding<float>(Array.ConvertAll(Things, words => words.Any(text.Contains) ? 1f : 0.01f)));
        }

        return vectors;
    }

    private sealed class Generator(MeaningfulEmbeddings embeddings) : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(embeddings.Generate(values, options!.ModelId!));

        public object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("test", defaultModelId: embeddings.Name) : null;

        public void Dispose()
        {
        }
    }

    private string Name => model;
}
