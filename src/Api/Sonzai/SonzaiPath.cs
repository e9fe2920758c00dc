using FencyGrid.Api.Sonzai.Errors;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using Microsoft.AspNetCore.Http.Features;

namespace FencyGrid.Api.Sonzai;

/// <summary>
/// Names in a path as they were meant. The server decodes a path's escapes but for <c>%2F</c>, so that afterwards an escaped slash
/// and a text that holds <c>%2F</c> look the same; the target as it was sent still tells them apart.
/// </summary>
internal static class SonzaiPath
{
    // After the path base: / api / v1 / agents / {agentId} / users / {userId}
    private const int AgentSegment = 4;
    private const int UserSegment = 6;

    private const int MaxIdLength = 200;

    public static string Agent(HttpContext context)
    {
        var agent = Decode(context, "agentId", AgentSegment);
        Check("path.agentId", "an agent", agent);
        return agent;
    }

    public static string User(HttpContext context)
    {
        var user = Decode(context, "userId", UserSegment);
        Check("path.userId", "a user", user);
        return user == TreeAddress.AgentGlobalUser ? throw Problems.Refusal("path.userId", Reserved, user) : user;
    }

    /// <summary>The agent's item of that id: another agent's reads as unknown.</summary>
    /// <param name="what">What it is, for the message.</param>
    /// <exception cref="NotFoundException">The id is longer than any.</exception>
    public static ItemRef Item(HttpContext context, string what, string id, string? user = null) =>
        id.Length <= MaxIdLength ? new ItemRef(id, Agent(context), user) : throw new NotFoundException($"No {what} has an id as long as that.");

    public const string Reserved = "'*' is reserved: it stands for what an agent knows of all its users";

    private static void Check(string location, string what, string name)
    {
        if (name.Length is 0 or > TreeAddress.MaxPartLength)
        {
            throw Problems.Refusal(location, $"expected {what} of 1 to {TreeAddress.MaxPartLength} characters; there are {name.Length}");
        }
    }

    private static string Decode(HttpContext context, string parameter, int segment)
    {
        var routed = (string)context.Request.RouteValues[parameter]!;
        if (!routed.Contains('%', StringComparison.Ordinal))
        {
            return routed;
        }

        // A target with dot segments or an absolute one is not laid out like the path; then the routed text must do.
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var segments = (query < 0 ? target : target[..query]).Split('/');
        var place = segment + (context.Request.PathBase.Value?.Count(c => c == '/') ?? 0);
        if (place < segments.Length && WithoutSlashes(segments[place]) == routed)
        {
            return Uri.UnescapeDataString(segments[place]);
        }

        return routed.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Decoded as the server does it.</summary>
    private static string WithoutSlashes(string segment) =>
        Uri.UnescapeDataString(segment.Replace("%2F", "%252F", StringComparison.Ordinal).Replace("%2f", "%252f", StringComparison.Ordinal));
}
