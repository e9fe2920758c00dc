using System.Text.Json;
using FencyGrid.Api.Sonzai.Errors;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Endpoints;

/// <summary>Which tree a new fact belongs in.</summary>
internal static class FactPlace
{
    private const string AgentGlobalScope = "agent_global";

    /// <summary>Null after a problem was found.</summary>
    public static TreeAddress? Of(string agent, string? instance, string? user, JsonElement? metadata, string location, Problems problems)
    {
        if (IsAgentGlobal(metadata))
        {
            return TreeAddress.OfAgent(agent);
        }

        switch (user)
        {
            case null or "":
                problems.Add(location, "a user_id is required, unless metadata.scope is \"agent_global\"");
                return null;
            case TreeAddress.AgentGlobalUser:
                problems.Add(location, SonzaiPath.Reserved, user);
                return null;
            case { Length: > TreeAddress.MaxPartLength }:
                problems.Add(location, $"expected at most {TreeAddress.MaxPartLength} characters; there are {user.Length}");
                return null;
            default:
                return TreeAddress.OfUser(agent, instance, user);
        }
    }

    private static bool IsAgentGlobal(JsonElement? metadata) =>
        metadata is { ValueKind: JsonValueKind.Object } given
        && given.TryGetProperty("scope", out var scope)
        && scope.ValueKind == JsonValueKind.String
        && scope.ValueEquals(AgentGlobalScope);
}
