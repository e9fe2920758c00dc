using FencyGrid.Contracts.Organizations;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Organizations;

/// <summary>Table <c>organizations</c>, key (organization_id).</summary>
public sealed record OrganizationRow(string OrganizationId, string Name, DateTimeOffset CreatedAt, long Version) : IVersionedRow;

/// <summary>Table <c>api_keys</c>, key (organization_id, id).</summary>
/// <param name="Hash">SHA-256 of the key's value, lower-case hex, unique over all organizations. The value has 192 random bits, so it needs no slow hash.</param>
public sealed record ApiKeyRow(
    string OrganizationId,
    string Id,
    ApiKeyKind Kind,
    string Name,
    string Hint,
    string Hash,
    bool IsOperator,
    DateTimeOffset CreatedAt,
    DateTimeOffset? RevokedAt,
    string? UserId,
    long Version) : IVersionedRow;

public interface IOrganizationQueries
{
    Task<OrganizationRow?> FindAsync(string organizationId, CancellationToken cancellationToken);

    Task<IReadOnlyList<ApiKeyRow>> ListKeysAsync(string organizationId, CancellationToken cancellationToken);

    /// <summary>The one query without an organization: it finds out which organization a key belongs to.</summary>
    Task<ApiKeyRow?> FindKeyAsync(string hash, CancellationToken cancellationToken);

    Task<bool> AnyKeyAsync(CancellationToken cancellationToken);
}
