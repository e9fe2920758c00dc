using FencyGrid.Api.OpenApi.Vendors;

namespace FencyGrid.Api.Sonzai.Endpoints;

/// <summary>The query parameters that several endpoints take, and how endpoints say what they take and answer.</summary>
internal static class SonzaiParameter
{
    public static readonly VendorParameter User = VendorParameter.Text("user_id", "Only this user's tree; left out, all of the agent's.");

    public static readonly VendorParameter Instance = VendorParameter.Text("instance_id", "Only trees of this instance of the agent; left out, the ones of all.");

    public static readonly VendorParameter AsOf = VendorParameter.Text("as_of", "Answers as things stood then: a moment such as 2025-03-01T12:00:00Z, or a date.");

    public static VendorParameter Limit(int otherwise, int max) => VendorParameter.Number("limit", $"At most so many, from 1 to {max}.", otherwise, 1, max);

    /// <param name="answer">Null for an endpoint that answers 204.</param>
    public static void Describe(this RouteHandlerBuilder endpoint, string id, string summary, Type? body, Type? answer, params IReadOnlyList<VendorParameter> parameters) =>
        endpoint.WithMetadata(new VendorOperation(
            SonzaiApi.Description, id, summary, body, answer is null ? StatusCodes.Status204NoContent : StatusCodes.Status200OK, answer, parameters));
}
