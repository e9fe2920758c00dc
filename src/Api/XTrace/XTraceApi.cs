using System.Text.Json;
using FencyGrid.Api.Fency;
using FencyGrid.Api.OpenApi.Vendors;

namespace FencyGrid.Api.XTrace;

/// <summary>How this API is described.</summary>
internal static class XTraceApi
{
    public static readonly VendorApi Description = new(
        "/openapi/xtrace.json",
        "FencyGrid: memories of conversations",
        Prefix: "",
        new SchemaReflection(JsonNamingPolicy.SnakeCaseLower, "XTrace", keepsNulls: true),
        [KeyScheme.Bearer, KeyScheme.Header],
        [("default", typeof(FencyError))],
        "application/json");

    public static void Describe<TBody, TAnswer>(this RouteHandlerBuilder endpoint, string id, string summary, params IReadOnlyList<VendorParameter> parameters) =>
        endpoint.WithMetadata(new VendorOperation(Description, id, summary, typeof(TBody), StatusCodes.Status200OK, typeof(TAnswer), parameters));

    public static void Describe<TAnswer>(this RouteHandlerBuilder endpoint, string id, string summary) =>
        endpoint.WithMetadata(new VendorOperation(Description, id, summary, Body: null, StatusCodes.Status200OK, typeof(TAnswer), []));
}
