using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Options;

namespace FencyGrid.Api.Sonzai.Schemas;

/// <summary>Where the schema of an answer is served, by the name that the caller reached this server under.</summary>
internal static class SchemaAddress
{
    public const string Path = "/api/v1/schemas/";

    public static string Of(HttpRequest request, string name)
    {
        var isForwardedHttps = string.Equals(request.Headers["X-Forwarded-Proto"], "https", StringComparison.OrdinalIgnoreCase)
            && request.HttpContext.RequestServices.GetRequiredService<IOptions<FencyGridOptions>>().Value.TrustForwardedProto;
        var host = request.Host.HasValue ? request.Host : new HostString("localhost");
        return UriHelper.BuildAbsolute(isForwardedHttps ? "https" : request.Scheme, host, request.PathBase, $"{Path}{name}.json");
    }
}
