namespace FencyGrid.Api.Http;

/// <summary>The headers in which Fency's browser client sends its key and its tokens.</summary>
internal static class ClientHeaders
{
    public const string PublishableKey = "X-Fency-Publishable-Key";
    public const string ClientToken = "X-Fency-Client-Token";
    public const string StreamToken = "X-Fency-Stream-Token";

    /// <exception cref="RefusedException">401: the header is missing.</exception>
    public static string Required(HttpContext context, string header) =>
        context.Request.Headers[header] is [{ Length: > 0 } value]
            ? value
            : throw new RefusedException(StatusCodes.Status401Unauthorized, ErrorCodes.Unauthorized, $"The header {header} is missing.");
}
