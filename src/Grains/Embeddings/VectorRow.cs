using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Embeddings;

/// <summary>Table <c>vectors</c>, key (organization_id, owner_id, item_id, model): what a model made of a text.</summary>
/// <param name="OwnerId">The tree or memory that the text belongs to.</param>
/// <param name="ItemId">The tree's item, or the memory's chunk.</param>
/// <param name="Model">As <see cref="TextEmbedder.Model"/> names it.</param>
/// <param name="Vector">Floats of 32 bits, little endian.</param>
public sealed record VectorRow(string OrganizationId, string OwnerId, string ItemId, string Model, byte[] Vector) : IRow;

/// <summary>Removes vectors of an owner.</summary>
/// <param name="ItemIds">Those of these items, of every model; null for all.</param>
/// <param name="Model">With it, those of this model alone, of every item.</param>
public sealed record EraseVectors(string OrganizationId, string OwnerId, IReadOnlyList<string>? ItemIds = null, string? Model = null) : StoreChange;

/// <summary>Reads of vectors.</summary>
public interface IVectorQueries
{
    /// <summary>All vectors of an owner, of every model.</summary>
    IAsyncEnumerable<VectorRow> LoadAsync(string organizationId, string ownerId, CancellationToken cancellationToken);
}
