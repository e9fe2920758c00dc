namespace FencyGrid.Contracts.MemoryTypes;

public enum MetadataFieldType
{
    String,
    Number,
    Boolean,
    StringArray,
}

/// <summary>A declared metadata field: a memory of the type may leave it out, but not give it another type.</summary>
public sealed record MetadataField(string Name, string? Description, MetadataFieldType FieldType);

public sealed record MemoryType(
    string Id,
    DateTimeOffset CreatedAt,
    string Name,
    string? Description,
    IReadOnlyList<MetadataField> MetadataFields);

public sealed record NewMemoryType(string Name, string? Description, IReadOnlyList<MetadataField> MetadataFields);
