namespace FencyGrid.Api.OpenApi.Vendors;

/// <summary>An object on the wire: what requests are checked against and what the served schemas say.</summary>
/// <param name="Name">Its name among the schemas of its API.</param>
/// <param name="IsOpen">Whether other fields are let through, and not looked at.</param>
internal sealed record ObjectSchema(string Name, IReadOnlyList<FieldSchema> Fields, bool IsOpen = false)
{
    public FieldSchema? Find(string name) => Fields.FirstOrDefault(field => field.Name == name);
}

/// <param name="IsReadOnly">Whether it is of the answers, and in requests not looked at.</param>
internal sealed record FieldSchema(string Name, ValueSchema Value, bool IsRequired, string? Description, bool IsReadOnly = false);

/// <summary>What a field may hold.</summary>
internal abstract record ValueSchema;

/// <param name="Format"><c>date-time</c>, <c>uri</c> or <c>uuid</c>; null for none.</param>
internal sealed record TextSchema(int MinLength, int? MaxLength, IReadOnlyList<string>? Choices, string? Format) : ValueSchema;

internal sealed record NumberSchema(double? Min, double? Max) : ValueSchema;

internal sealed record IntegerSchema(long? Min = null, long? Max = null) : ValueSchema;

internal sealed record FlagSchema : ValueSchema;

/// <summary>Anything at all.</summary>
internal sealed record AnySchema : ValueSchema;

/// <summary>Metadata: any JSON object of bounded size and depth.</summary>
internal sealed record AnyObjectSchema : ValueSchema;

/// <summary>An object of any names whose values are alike.</summary>
internal sealed record MapSchema(ValueSchema Item, int? Max) : ValueSchema;

/// <param name="MayBeNull">Requests may say null for none; answers never do.</param>
internal sealed record ListSchema(ValueSchema Item, int Min, int? Max, bool MayBeNull) : ValueSchema;

internal sealed record ReferenceSchema(Type Type, string Name) : ValueSchema;

/// <summary>What the other schema says, or null.</summary>
internal sealed record NullableSchema(ValueSchema Value) : ValueSchema;
