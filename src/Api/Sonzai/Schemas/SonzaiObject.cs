using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace FencyGrid.Api.Sonzai.Schemas;

/// <summary>A whole body, of a request or an answer.</summary>
internal abstract record SonzaiObject
{
    /// <summary>The address of its schema. In requests it is accepted and not looked at.</summary>
    [JsonPropertyName("$schema")]
    [JsonPropertyOrder(-1)]
    [DataType(DataType.Url)]
    [ReadOnly(true)]
    public string? Schema { get; init; }
}
