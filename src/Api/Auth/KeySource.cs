using Microsoft.Extensions.Primitives;

namespace FencyGrid.Api.Auth;

/// <summary>
/// Where the clients of an API put their key: endpoint metadata. <c>Authorization</c> counts first, then <c>X-API-Key</c>, then the cookie.
/// Without it only <c>Authorization</c> is looked at.
/// </summary>
/// <param name="cookie">The cookie's name; null for an API that has none.</param>
public sealed class KeySource(string? cookie = null)
{
    public static readonly KeySource Headers = new();

    /// <summary>What an <c>Authorization</c> header would hold.</summary>
    public StringValues Find(HttpRequest request)
    {
        if (request.Headers.Authorization is { Count: > 0 } authorization)
        {
            return authorization;
        }

        var key = request.Headers["X-API-Key"] is { Count: > 0 } header ? header.ToString() : cookie is null ? null : request.Cookies[cookie];
        return string.IsNullOrEmpty(key) ? StringValues.Empty : $"Bearer {key}";
    }
}
