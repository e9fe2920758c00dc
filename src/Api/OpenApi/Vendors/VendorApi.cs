using System.Text.Json.Nodes;

namespace FencyGrid.Api.OpenApi.Vendors;

/// <summary>A vendor's API as its own OpenAPI document describes it.</summary>
/// <param name="Path">Where the document is served.</param>
/// <param name="Prefix">What every path begins with, and the document's paths leave out.</param>
/// <param name="Schemas">How its types look on the wire.</param>
/// <param name="Keys">The ways to give a key, each enough by itself.</param>
/// <param name="Errors">Bodies of errors, by status or <c>default</c>.</param>
/// <param name="ErrorType">The media type of those.</param>
internal sealed record VendorApi(
    string Path,
    string Title,
    string Prefix,
    SchemaReflection Schemas,
    IReadOnlyList<KeyScheme> Keys,
    IReadOnlyList<(string Status, Type Body)> Errors,
    string ErrorType);

/// <param name="In"><c>header</c> or <c>cookie</c> for a key by that name; null for <c>Authorization: Bearer</c>.</param>
internal sealed record KeyScheme(string Id, string? In = null, string? Name = null)
{
    public static readonly KeyScheme Bearer = new("secretKey");

    public static readonly KeyScheme Header = new("apiKey", "header", "X-API-Key");

    public JsonObject ToJson() => In is null
        ? new JsonObject { ["type"] = "http", ["scheme"] = "bearer" }
        : new JsonObject { ["type"] = "apiKey", ["in"] = In, ["name"] = Name };
}
