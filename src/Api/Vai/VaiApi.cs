using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Vai;

/// <summary>How this API is described.</summary>
internal static class VaiApi
{
    public static readonly VendorApi Description = new(
        "/openapi/vai.json",
        "FencyGrid: memories of a user",
        VaiEndpoints.Prefix,
        new SchemaReflection(JsonNamingPolicy.CamelCase, "Vai", keepsNulls: true),
        [KeyScheme.Bearer, KeyScheme.Header, new KeyScheme("cookie", "cookie", VaiEndpoints.Cookie)],
        [("422", typeof(VaiValidationProblem)), ("default", typeof(VaiProblem))],
        "application/json");

    public static void Describe(
        this RouteHandlerBuilder endpoint, string id, string summary, Type? body, int status, Type? answer, params IReadOnlyList<VendorParameter> parameters) =>
        endpoint.WithMetadata(new VendorOperation(Description, id, summary, body, status, answer, parameters));
}

// What the description says of the bodies that VaiRequests reads and VaiErrorShape writes.

internal sealed record VaiCreateBody : IRequestShape
{
    [StringLength(NewFact.MaxTextLength, MinimumLength = 1)]
    public required string Content { get; init; }

    [Description("The key's; it may be left out.")]
    public Guid? OrganizationId { get; init; }
}

internal sealed record VaiProblem(string Detail);

internal sealed record VaiValidationProblem(IReadOnlyList<VaiFault> Detail);

internal sealed record VaiFault(IReadOnlyList<string> Loc, string Msg, string Type);
