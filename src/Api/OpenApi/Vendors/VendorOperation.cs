using System.Text.Json.Nodes;

namespace FencyGrid.Api.OpenApi.Vendors;

/// <summary>What a vendor's document says of an endpoint; endpoint metadata. Its path and method are the route's own.</summary>
/// <param name="Id">The name that generated clients call it by.</param>
/// <param name="Body">The type of its body; null for none.</param>
/// <param name="Answer">The type of its answer; null where it has none.</param>
internal sealed record VendorOperation(
    VendorApi Api, string Id, string Summary, Type? Body, int Status, Type? Answer, IReadOnlyList<VendorParameter> Parameters);

/// <summary>A query parameter.</summary>
internal sealed record VendorParameter(string Name, ValueSchema Value, string Description, bool IsRequired = false, JsonNode? Default = null)
{
    private static readonly TextSchema AnyText = new(0, null, null, null);

    public static VendorParameter Text(string name, string description) => new(name, AnyText, description);

    public static VendorParameter Choice(string name, string description, params IReadOnlyList<string> choices) => new(name, new TextSchema(0, null, choices, null), description);

    /// <param name="otherwise">What it is where it is left out.</param>
    public static VendorParameter Number(string name, string description, int otherwise, int min, int max) =>
        new(name, new IntegerSchema(min, max), description, Default: otherwise);
}
