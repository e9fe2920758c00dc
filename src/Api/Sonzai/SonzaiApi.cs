using System.Text.Json;
using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Api.Sonzai.Answers;

namespace FencyGrid.Api.Sonzai;

/// <summary>How this API is described.</summary>
internal static class SonzaiApi
{
    public static readonly SchemaReflection Schemas = new(JsonNamingPolicy.SnakeCaseLower, "Sonzai", keepsNulls: false);

    public static readonly VendorApi Description = new(
        "/openapi/sonzai.json",
        "FencyGrid: agent memory",
        SonzaiEndpoints.Prefix,
        Schemas,
        [KeyScheme.Bearer],
        [("default", typeof(ErrorModel))],
        "application/problem+json");
}
