using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Trees.Rows;

/// <summary>
/// Table <c>trees</c>, key (organization_id, id), unique (organization_id, agent_id, instance_id, user_id). Every commit of a tree updates its
/// row, so that of two activations only one can go on writing.
/// </summary>
/// <param name="Id">See <see cref="TreeId"/>: it follows from the address.</param>
/// <param name="Salt">Random; the tree's hashes of text and users are keyed with it.</param>
public sealed record TreeRow(
    string OrganizationId,
    string Id,
    string AgentId,
    string InstanceId,
    string UserId,
    string Salt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long Version) : IVersionedRow
{
    public TreeAddress Address => new(AgentId, InstanceId, UserId);
}
