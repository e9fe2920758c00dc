using System.Text.Json.Nodes;

namespace FencyGrid.Api.Sonzai.Schemas;

/// <summary>What the served description says of an endpoint; endpoint metadata. Its path and method are the route's own.</summary>
/// <param name="Id">The name that generated clients call it by.</param>
/// <param name="Body">The type of its body; null for none.</param>
/// <param name="Answer">The type of its answer; null where it has none.</param>
internal sealed record SonzaiOperation(string Id, string Summary, Type? Body, Type? Answer, IReadOnlyList<SonzaiParameter> Parameters);

/// <summary>A query parameter.</summary>
internal sealed record SonzaiParameter(string Name, ValueSchema Value, string Description, bool IsRequired = false, JsonNode? Default = null)
{
    private static readonly TextSchema AnyText = new(0, null, null, null);

    public static readonly SonzaiParameter User = Text("user_id", "Only this user's tree; left out, all of the agent's.");

    public static readonly SonzaiParameter Instance = Text("instance_id", "Only trees of this instance of the agent; left out, the ones of all.");

    public static readonly SonzaiParameter AsOf = Text("as_of", "Answers as things stood then: a moment such as 2025-03-01T12:00:00Z, or a date.");

    public static SonzaiParameter Text(string name, string description) => new(name, AnyText, description);

    public static SonzaiParameter Choice(string name, string description, params IReadOnlyList<string> choices) => new(name, new TextSchema(0, null, choices, null), description);

    public static SonzaiParameter Limit(int otherwise, int max) => new("limit", new IntegerSchema(1, max), $"At most so many, from 1 to {max}.", Default: otherwise);
}

internal static class SonzaiOperations
{
    public static void Describe(this RouteHandlerBuilder endpoint, string id, string summary, Type? body, Type? answer, params IReadOnlyList<SonzaiParameter> parameters) =>
        endpoint.WithMetadata(new SonzaiOperation(id, summary, body, answer, parameters));
}
