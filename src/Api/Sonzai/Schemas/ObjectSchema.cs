namespace FencyGrid.Api.Sonzai.Schemas;

/// <summary>An object on the wire: what requests are checked against and what the served schemas say. Other fields are not allowed.</summary>
/// <param name="Name">The name in <c>/api/v1/schemas/NAME.json</c>.</param>
internal sealed record ObjectSchema(string Name, IReadOnlyList<FieldSchema> Fields)
{
    public FieldSchema? Find(string name) => Fields.FirstOrDefault(field => field.Name == name);
}

internal sealed record FieldSchema(string Name, ValueSchema Value, bool IsRequired, string? Description);

/// <summary>What a field may hold.</summary>
internal abstract record ValueSchema;

/// <param name="Format"><c>date-time</c> or <c>uri</c>; requests have none.</param>
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

internal sealed record ReferenceSchema(Type Type) : ValueSchema;
