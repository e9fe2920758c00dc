using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Models;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Embeddings;

/// <summary>Has the configured model make the vectors that a grain's texts lack, a bounded number at a time, outside the grain's turns.</summary>
public sealed partial class EmbeddingRun(TextEmbedder embedder, TimeProvider time, ILogger<EmbeddingRun> logger)
{
    private const int TextsPerCall = 64;

    // Then others have their turn; well within the lease of the work, also when the last call takes its longest.
    private static readonly TimeSpan Longest = ScheduledWorkRunner.Lease / 4;

    /// <returns>When to go on; null once no text lacks its vector.</returns>
    /// <exception cref="ModelFailedException">The endpoint did not do its part.</exception>
    public async Task<DateTimeOffset?> EmbedAsync(IEmbeddedTexts owner, CancellationToken cancellationToken)
    {
        if (embedder.Model is not { } model)
        {
            return null;
        }

        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < Longest)
        {
            var texts = await owner.ListUnembeddedAsync(model, TextsPerCall, cancellationToken);
            var vectors = texts.Count > 0 ? await EmbedAsync(model, texts, cancellationToken) : [];

            // With nothing left to embed too: it is then that an earlier model's vectors go.
            await owner.PutVectorsAsync(model, vectors, cancellationToken);
            if (texts.Count == 0)
            {
                return null;
            }
        }

        return time.GetUtcNow();
    }

    /// <summary>A text that the endpoint refuses while it takes others of the same call gets a vector without components, so that it holds up no other.</summary>
    private async Task<IReadOnlyList<TextVector>> EmbedAsync(string model, IReadOnlyList<TextToEmbed> texts, CancellationToken cancellationToken)
    {
        try
        {
            var vectors = await embedder.EmbedAsync(model, [.. texts.Select(text => text.Text)], cancellationToken);
            return [.. texts.Select((text, i) => new TextVector(text.ItemId, text.TextKey, vectors[i]))];
        }
        catch (ModelFailedException refusal) when (refusal.IsRefusal && texts.Count > 1)
        {
            var taken = new List<TextVector>();
            foreach (var text in texts)
            {
                try
                {
                    taken.AddRange(await EmbedAsync(model, [text], cancellationToken));
                }
                catch (ModelFailedException single) when (single.IsRefusal)
                {
                    LogRefused(single.Message);
                    taken.Add(new TextVector(text.ItemId, text.TextKey, default));
                }
            }

            // What takes none of them does not mind one text: it is set up wrongly.
            return taken.Exists(vector => !vector.Values.IsEmpty) ? taken : throw new ModelFailedException(refusal.Message, refusal) { IsRefusal = true };
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A text is searched without its vector. {Reason}")]
    private partial void LogRefused(string reason);
}
