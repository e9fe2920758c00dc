namespace FencyGrid.Contracts.Organizations;

public sealed record Organization(string Id, string Name, DateTimeOffset CreatedAt);

/// <param name="Value">The key itself: shown this once, kept only as a hash.</param>
public sealed record IssuedApiKey(ApiKey Key, string Value);

/// <summary>An organization and its keys. Key: organization id.</summary>
public interface IOrganizationGrain : IGridGrain
{
    Task<Organization> CreateAsync(string name, CancellationToken cancellationToken);

    Task<Organization> GetAsync(CancellationToken cancellationToken);

    /// <param name="value">The key's value where configuration gives one; null generates it.</param>
    /// <param name="userId">The user that it is made for; null for none.</param>
    Task<IssuedApiKey> IssueKeyAsync(ApiKeyKind kind, string name, bool isOperator, string? value, string? userId, CancellationToken cancellationToken);

    Task<IReadOnlyList<ApiKey>> ListKeysAsync(CancellationToken cancellationToken);

    /// <summary>From the moment this returns, the key opens nothing.</summary>
    Task RevokeKeyAsync(string keyId, CancellationToken cancellationToken);
}
