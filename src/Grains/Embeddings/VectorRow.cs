using System.Runtime.InteropServices;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Embeddings;

/// <summary>Table <c>vectors</c>, key (organization_id, owner_id, item_id, model): what a model made of a text.</summary>
/// <param name="OwnerId">The tree or memory that the text belongs to.</param>
/// <param name="ItemId">The tree's item, or the number of the memory's chunk.</param>
/// <param name="Model">As <see cref="TextEmbedder.Model"/> names it.</param>
/// <param name="Vector">Floats of 32 bits, little endian.</param>
public sealed record VectorRow(string OrganizationId, string OwnerId, string ItemId, string Model, byte[] Vector) : IRow
{
    internal ReadOnlySpan<float> Values => MemoryMarshal.Cast<byte, float>(Vector);

    public static byte[] Write(ReadOnlySpan<float> values) => MemoryMarshal.AsBytes(values).ToArray();
}

/// <summary>Removes vectors of an owner.</summary>
/// <param name="ItemIds">Those of these items, of every model; null for all.</param>
/// <param name="Model">With it, those of this model alone, of every item.</param>
public sealed record EraseVectors(string OrganizationId, string OwnerId, IReadOnlyList<string>? ItemIds = null, string? Model = null) : StoreChange;

/// <summary>
/// Keeps vectors of a memory's chunks, unless the memory has changed or gone since it was at that row version: chunks and their vectors
/// are never of different texts.
/// </summary>
/// <param name="Vectors">By the chunk's number, as <see cref="VectorRow.Vector"/> holds them.</param>
public sealed record PutChunkVectors(string OrganizationId, string MemoryId, long Version, string Model, IReadOnlyList<ChunkVector> Vectors) : StoreChange;

public sealed record ChunkVector(int Number, byte[] Vector);

/// <summary>Removes a model's vectors of all memories of a shard.</summary>
public sealed record EraseShardVectors(string OrganizationId, string TypeId, int Shard, string Model) : StoreChange;

/// <summary>Reads of vectors.</summary>
public interface IVectorQueries
{
    /// <summary>All vectors of an owner, of every model.</summary>
    IAsyncEnumerable<VectorRow> LoadAsync(string organizationId, string ownerId, CancellationToken cancellationToken);

    /// <summary>All vectors of the chunks of a shard's memories, of every model.</summary>
    IAsyncEnumerable<VectorRow> LoadShardAsync(string organizationId, string typeId, int shard, CancellationToken cancellationToken);
}
