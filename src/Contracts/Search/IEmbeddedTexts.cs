namespace FencyGrid.Contracts.Search;

/// <summary>A grain with texts that the configured embedding model makes vectors of, outside the grain's turns.</summary>
public interface IEmbeddedTexts : IGridGrain
{
    /// <summary>The embedding model that searches of this grain go by; null for none.</summary>
    [Interleaves]
    Task<string?> GetVectorModelAsync(CancellationToken cancellationToken);

    /// <summary>Texts that have no vector of the model yet.</summary>
    [Interleaves]
    Task<IReadOnlyList<TextToEmbed>> ListUnembeddedAsync(string model, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps vectors of texts that are still as they were. Once no text lacks one, vectors of earlier models are erased. None at all
    /// says that the caller has found nothing left to embed.
    /// </summary>
    Task PutVectorsAsync(string model, IReadOnlyList<TextVector> vectors, CancellationToken cancellationToken);
}
