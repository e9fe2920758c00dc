using System.Collections.Concurrent;
using System.Globalization;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Embeddings;

/// <summary>Makes vectors of texts and queries by the configured embedding model, if there is one.</summary>
public sealed partial class TextEmbedder(TimeProvider time, ILogger<TextEmbedder> logger, IEmbeddingGenerator<string, Embedding<float>>? generator = null)
{
    /// <summary>The setting that adds a model, for messages.</summary>
    public const string Setting = "FencyGrid:Embeddings";

    // A longer text is embedded by its beginning: models take some 8,000 tokens, and some scripts take one for each character.
    private const int MaxLength = 8_000;

    // A search waits so long for its query's vector; then it is lexical, and so are those that follow for a while.
    private static readonly TimeSpan QueryPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    // Until when no query is embedded, by model: an endpoint may serve one and no longer the other.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _awayUntil = new(StringComparer.Ordinal);

    /// <summary>The configured model's name, with the length of its vectors where that is configured; null where no endpoint is.</summary>
    public string? Model { get; } = generator?.GetService(typeof(EmbeddingGeneratorMetadata)) is EmbeddingGeneratorMetadata { DefaultModelId: { } name } about
        ? about.DefaultModelDimensions is { } dimensions ? string.Create(CultureInfo.InvariantCulture, $"{name}#{dimensions}") : name
        : null;

    /// <summary>A vector for each text, by this or an earlier model of the same endpoint.</summary>
    /// <exception cref="ModelFailedException">The endpoint did not do its part.</exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(string model, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var parts = model.Split('#');
        var options = new EmbeddingGenerationOptions
        {
            ModelId = parts[0],
            Dimensions = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : null,
        };
        var vectors = await generator!.GenerateAsync(texts.Select(text => text.Length <= MaxLength ? text : text[..MaxLength]), options, cancellationToken);
        return [.. vectors.Select(vector => vector.Vector)];
    }

    /// <summary>The query's vector; null while the endpoint does not answer, or not in time.</summary>
    public async Task<QueryVector?> EmbedQueryAsync(string model, string query, CancellationToken cancellationToken)
    {
        if (_awayUntil.TryGetValue(model, out var until) && time.GetUtcNow() < until)
        {
            return null;
        }

        using var patience = new CancellationTokenSource(QueryPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return new QueryVector(model, (await EmbedAsync(model, [query], either.Token))[0]);
        }
        catch (ModelFailedException exception)
        {
            SetAway(model, exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            SetAway(model, $"The endpoint {Setting} took longer than {QueryPatience.TotalSeconds} seconds.");
        }

        return null;
    }

    private void SetAway(string model, string reason)
    {
        _awayUntil[model] = time.GetUtcNow() + Pause;
        LogAway(reason, Pause.TotalSeconds);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Searches are lexical for {Seconds} seconds: a query could not be embedded. {Reason}")]
    private partial void LogAway(string reason, double seconds);
}
