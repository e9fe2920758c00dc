namespace FencyGrid.Contracts.Trees;

/// <summary>Which trees of an organization an operation spans: null stands for all.</summary>
/// <param name="AgentId">Only this agent's trees.</param>
/// <param name="InstanceId">Only trees of this instance (<see cref="TreeAddress.DefaultInstance"/> is one too). The agent's own tree belongs to every instance.</param>
/// <param name="UserId">Only this user's trees, or with <see cref="TreeAddress.AgentGlobalUser"/> only the agents' own.</param>
/// <param name="IncludeAgentGlobal">
/// Whether the agents' own trees come along. With a <paramref name="UserId"/> they are left out unless this is set;
/// without one they are in unless this is false.
/// </param>
public sealed record TreeScope(string? AgentId, string? InstanceId = null, string? UserId = null, bool? IncludeAgentGlobal = null)
{
    public static TreeScope Of(TreeAddress address) => new(address.AgentId, address.InstanceId, address.UserId);
}

/// <summary>An item, or a run of consolidation, by its id alone, narrowed where the path of the request names more: an item elsewhere reads as unknown.</summary>
public sealed record ItemRef(string Id, string? AgentId = null, string? UserId = null);
