using Microsoft.AspNetCore.Routing.Matching;

namespace FencyGrid.Api.Http;

/// <summary>
/// Marks endpoints that answer only with or only without a trailing slash, as their pattern is written. Routing itself does not care,
/// but <c>POST /v1/memories</c> creates a memory in one API and <c>POST /v1/memories/</c> lists memories in another.
/// Write the last segment in the route's own pattern: a group's prefix with an empty pattern counts as ending in a slash.
/// </summary>
public sealed class ExactSlash
{
    public static readonly ExactSlash Instance = new();
}

/// <summary>Takes endpoints marked with <see cref="ExactSlash"/> out of the choice where path and pattern differ in the slash.</summary>
internal sealed class ExactSlashPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    // Before the policies that choose among what is left.
    public override int Order => -1000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            if (endpoint.Metadata.GetMetadata<ExactSlash>() is not null)
            {
                return true;
            }
        }

        return false;
    }

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var hasSlash = EndsWithSlash(httpContext.Request.Path.Value);
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i)
                && candidates[i].Endpoint is RouteEndpoint endpoint
                && endpoint.Metadata.GetMetadata<ExactSlash>() is not null
                && EndsWithSlash(endpoint.RoutePattern.RawText) != hasSlash)
            {
                candidates.SetValidity(i, false);
            }
        }

        return Task.CompletedTask;
    }

    private static bool EndsWithSlash(string? path) => path is not null && path.EndsWith('/');
}
