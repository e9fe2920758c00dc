using System.Text.Json.Serialization;

namespace FencyGrid.Api.Sonzai.Schemas;

/// <summary>Marks what requests are made of.</summary>
internal interface ISonzaiRequest;

/// <summary>On metadata-like fields: any JSON value, not only an object.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AnyValueAttribute : Attribute;

/// <summary>A whole body, of a request or an answer.</summary>
internal abstract record SonzaiObject
{
    public const string SchemaField = "$schema";

    /// <summary>The address of its schema. In requests it is accepted and not looked at.</summary>
    [JsonPropertyName(SchemaField)]
    [JsonPropertyOrder(-1)]
    public string? Schema { get; init; }
}
