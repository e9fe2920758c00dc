namespace FencyGrid.Contracts.Trees;

/// <summary>
/// Which memory tree of an organization: what one agent (in one instance) remembers of one user.
/// An agent's own tree, shared by all its users, has the user <see cref="AgentGlobalUser"/>.
/// </summary>
/// <param name="AgentId">A UUID or a name; agents need no registration.</param>
/// <param name="InstanceId"><see cref="DefaultInstance"/> where the caller names none.</param>
/// <param name="UserId">The user, or <see cref="AgentGlobalUser"/>.</param>
public sealed record TreeAddress(string AgentId, string InstanceId, string UserId)
{
    /// <summary>The user of an agent's own tree: its wisdom. No caller's user may be called this.</summary>
    public const string AgentGlobalUser = "*";

    public const string DefaultAgent = "default";

    public const string DefaultUser = "default";

    public const string DefaultInstance = "";

    /// <summary>Agents, instances and users have at most so many characters.</summary>
    public const int MaxPartLength = 256;

    public bool IsAgentGlobal => UserId == AgentGlobalUser;

    /// <summary>The tree of a user, its parts checked.</summary>
    /// <exception cref="InvalidRequestException">A part is empty, too long, or the user is <c>*</c>.</exception>
    public static TreeAddress OfUser(string agentId, string? instanceId, string userId)
    {
        Check("agent id", agentId);
        Check("user id", userId);
        if (instanceId is { Length: > MaxPartLength })
        {
            throw new InvalidRequestException($"The instance id has {instanceId.Length} characters; at most {MaxPartLength} are allowed.");
        }

        return userId == AgentGlobalUser
            ? throw new InvalidRequestException("The user id '*' is reserved: it stands for what an agent knows of all its users.")
            : new TreeAddress(agentId, instanceId ?? DefaultInstance, userId);
    }

    /// <summary>The agent's own tree. It has no instance: all instances of an agent share it.</summary>
    public static TreeAddress OfAgent(string agentId)
    {
        Check("agent id", agentId);
        return new TreeAddress(agentId, DefaultInstance, AgentGlobalUser);
    }

    public static TreeAddress FromKey(GrainKey key) => new(key.Part(1), key.Part(2), key.Part(3));

    public GrainKey ToKey(string organizationId) => GrainKey.Of(organizationId, AgentId, InstanceId, UserId);

    private static void Check(string what, string value)
    {
        if (value is not { Length: > 0 and <= MaxPartLength })
        {
            throw new InvalidRequestException($"The {what} must have 1 to {MaxPartLength} characters.");
        }
    }
}
